import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PartnerShares } from './partner-shares.ts';
import { Room, Share } from './room.ts';

describe('what one partner may hold', () => {
  it('is so many exchanges, whatever others hold', () => {
    const shares = new PartnerShares({ exchanges: 2, bytes: 10 });
    const first = shares.enter('2120000829');
    assert.ok(first && shares.enter('2120000829'));
    assert.equal(shares.enter('2120000829'), undefined);
    assert.ok(shares.enter('2021005489'), 'another has its own');
    first.leave();
    assert.ok(shares.enter('2120000829'), 'what has left makes room');
  });

  it('is so many bytes, of all its exchanges together', () => {
    const shares = new PartnerShares({ exchanges: 5, bytes: 10 });
    const [a, b] = [shares.enter('x'), shares.enter('x')];
    assert.ok(a && b);
    assert.equal(a.bytes.take(7), true);
    assert.equal(b.bytes.take(4), false);
    assert.equal(shares.enter('y')?.bytes.take(10), true);
  });
});

describe('a share of two rooms', () => {
  it('is taken of both or of none, and given back to both once', () => {
    const [all, own] = [new Room(10), new Room(4)];
    const share = new Share(all, own);
    assert.equal(share.take(3), true);
    assert.equal(share.take(2), false);
    assert.deepEqual([all.held, own.held], [3, 3]);
    share.giveBack();
    share.giveBack();
    assert.deepEqual([all.held, own.held], [0, 0]);
    assert.equal(share.take(1), false, 'nothing is taken after that');
  });
});
