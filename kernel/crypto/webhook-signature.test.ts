import assert from 'node:assert/strict';
import { it } from 'node:test';
import { signWebhook } from './webhook-signature.ts';

it('makes the published example of Standard Webhooks', () => {
  const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  const example = {
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: 1_614_265_330,
    body: '{"test": 2432232314}',
  };
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
  assert.equal(signWebhook(key, example), signature);
  for (const change of [{ id: 'msg_å' }, { timestamp: 1 }, { body: '{}' }])
    assert.notEqual(signWebhook(key, { ...example, ...change }), signature);
});
