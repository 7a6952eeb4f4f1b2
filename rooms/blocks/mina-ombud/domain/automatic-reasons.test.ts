import assert from 'node:assert/strict';
import { test } from 'node:test';
import { automaticReasons, englishReason, fallReason } from './automatic-reasons.ts';

test('every reason that a rule gives has its English, and what someone wrote has none', () => {
  for (const reason of Object.values(automaticReasons))
    assert.match(englishReason(reason) ?? '', /^[A-Z].*\.$/);
  assert.equal(new Set(Object.values(automaticReasons).map(englishReason)).size, 6);
  for (const written of [
    '',
    'Flyttat till Åre',
    'Fullmakten som denna delats vidare från har upphört: så är det',
  ])
    assert.equal(englishReason(written), undefined);
});

test('a fall tells how the parent ended, and why as it was written there', () => {
  const told = fallReason({ by: 'grantor', reason: 'Flyttat till Åre' });
  assert.equal(
    englishReason(told),
    'The mandate that this one was passed on from has ended: revoked by the grantor. Reason: Flyttat till Åre',
  );
  assert.doesNotMatch(englishReason(fallReason({ by: 'holder', reason: '' })) ?? '', /Reason/);
  const byLaw = fallReason({ by: 'relying-party', reason: automaticReasons.lawOver });
  assert.match(englishReason(byLaw) ?? '', /invalidated by the relying party\. Reason: The relation in/);
});
