import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Exchange } from '../../../webapp/js/client/exchange.js';

const post = room => ({ type: 'post', ref: 'answer-1', room });
const ack = offset => ({ type: 'ack', ref: 'answer-1', offset });

function exchange() {
  const answers = [];
  const made = new Exchange(() => true);
  return { made, answers, send: room => made.send(post(room), ({ offset }) => answers.push(`${room} ${offset}`)) };
}

test('a command that was sent twice is answered once, and no reply goes elsewhere', () => {
  const { made, answers, send } = exchange();
  send('lobby');
  send('lobby');
  assert.ok(made.take(ack(7)));
  assert.ok(made.take(ack(7)), "or the room's log would take it for an entry");
  assert.ok(made.take(ack(7)));
  assert.deepEqual(answers, ['lobby 7']);
});

test('a ref of another room is free once all its replies have arrived', () => {
  const { made, send } = exchange();
  assert.ok(made.isFree(post('platform')));
  send('lobby');
  send('lobby');
  assert.ok(made.isFree(post('lobby')));
  made.take(ack(7));
  assert.ok(!made.isFree(post('platform')));
  made.take(ack(7));
  assert.ok(made.isFree(post('platform')));
  send('lobby');
  made.clear();
  assert.ok(made.isFree(post('platform')));
});

test('what has no ref is no reply', () => {
  const { made, send } = exchange();
  send('lobby');
  assert.ok(!made.take({ type: 'error', code: 'malformed' }));
  assert.ok(!made.take({ type: 'renamed', member: { id: 'm', name: 'Mira' } }));
});
