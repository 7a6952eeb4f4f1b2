import { Type } from 'typebox';

/** §9.1 */
export const metadataReply = Type.Object(
  {
    policy_decision_point: Type.String(),
    access_evaluation_endpoint: Type.String(),
    access_evaluations_endpoint: Type.String(),
    search_subject_endpoint: Type.String(),
    search_resource_endpoint: Type.String(),
    search_action_endpoint: Type.String(),
    signed_metadata: Type.Optional(Type.String()),
  },
  { examples: [renderMetadata('https://pdp.example.com')] },
);

export function renderMetadata(publicUrl: string): Record<string, string> {
  const api = `${publicUrl}/access/v1`;
  return {
    policy_decision_point: publicUrl,
    access_evaluation_endpoint: `${api}/evaluation`,
    access_evaluations_endpoint: `${api}/evaluations`,
    search_subject_endpoint: `${api}/search/subject`,
    search_resource_endpoint: `${api}/search/resource`,
    search_action_endpoint: `${api}/search/action`,
  };
}
