import { failed, passed, rule, warned } from '../rule.ts';

/** Everything rests on the anchor's key. Without a pinned one the reader must compare the thumbprint. */
export const anchor = rule({
  id: 'anchor',
  title: { sv: 'Tillitsankaret är ett du litar på', en: 'The trust anchor is one that you trust' },
  needs: ['consumer', 'provider'],
  run: async ({ consumer, provider }, { anchorThumbprints }) => {
    if (consumer.anchor.entityId !== provider.anchor.entityId) {
      return failed(
        `Parterna intygas av olika ankare: ${consumer.anchor.entityId} och ${provider.anchor.entityId}.`,
        `The parties are stated by different anchors: ${consumer.anchor.entityId} and ${provider.anchor.entityId}.`,
      );
    }
    const { entityId } = consumer.anchor;
    const used = [...new Set([consumer.anchor.thumbprint, provider.anchor.thumbprint])];
    const shown = used.join(', ');
    if (anchorThumbprints.length === 0) {
      return warned(
        `Kontrollen litar på nyckeln ${shown} för ${entityId}. Jämför den med den som ankaret publicerar.`,
        `The verification relies on the key ${shown} of ${entityId}. Compare it with the one that the anchor publishes.`,
      );
    }
    if (!used.every((thumbprint) => anchorThumbprints.includes(thumbprint))) {
      return failed(
        `Bevisets ankare ${entityId} har nyckeln ${shown}, som inte är den du angav.`,
        `The evidence’s anchor ${entityId} has the key ${shown}, which is not the one you named.`,
      );
    }
    return passed(
      `${entityId} med nyckeln ${shown}, som du angav.`,
      `${entityId} with the key ${shown}, as you named it.`,
    );
  },
});
