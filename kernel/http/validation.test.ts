import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { mediaType, parseBody } from './body.ts';
import { compileValidator, typedQuery } from './validation.ts';

const person = Type.Object(
  { name: Type.String({ minLength: 2 }), age: Type.Optional(Type.Integer()) },
  { additionalProperties: false },
);

test('each error points at its member and repeats no value', () => {
  const errors = compileValidator(person)({ name: 'Ö', age: '191212121212', 'å/b': 1 }) ?? [];
  assert.deepEqual(errors.map((error) => error.pointer).sort(), ['/age', '/name', '/å~1b']);
  assert.equal(JSON.stringify(errors).includes('191212121212'), false);
});

test('a missing member is pointed at itself', () => {
  assert.deepEqual(
    compileValidator(person)({})?.map((error) => error.pointer),
    ['/name'],
  );
});

test('a member name that is a person’s number is not repeated', () => {
  const errors = compileValidator(person)({ name: 'Åsa', '19121212-1212': true });
  assert.deepEqual(
    errors?.map((error) => error.pointer),
    ['/…'],
  );
});

test('nothing is coerced in a body', () => {
  assert.notEqual(compileValidator(person)({ name: 'Åsa', age: '7' }), undefined);
});

test('a query gets the types and defaults of its schema, and what does not fit is left to be refused', () => {
  const schema = Type.Object({
    limit: Type.Optional(Type.Integer({ default: 20 })),
    page: Type.Integer(),
    open: Type.Boolean(),
    tag: Type.Array(Type.String()),
  });
  assert.deepEqual(typedQuery(schema, { page: '3', open: 'true', tag: 'ä' }), {
    limit: 20,
    page: 3,
    open: true,
    tag: ['ä'],
  });
  assert.deepEqual(typedQuery(schema, { page: '3.5', open: 'yes', tag: ['a', 'b'] }), {
    limit: 20,
    page: '3.5',
    open: 'yes',
    tag: ['a', 'b'],
  });
});

test('a media type is read without case and parameters, and only in UTF-8', () => {
  assert.equal(mediaType('Application/JSON; Charset="UTF-8"'), 'application/json');
  assert.equal(mediaType('application/json; charset=iso-8859-1'), undefined);
  assert.equal(mediaType(undefined), undefined);
});

test('a form is an object of texts, and of lists where a field may come more than once', () => {
  const form = (text: string, ...repeated: string[]) => {
    const parsed = parseBody('application/x-www-form-urlencoded', Buffer.from(text), repeated);
    return parsed.ok ? parsed.value : parsed.error;
  };
  assert.deepEqual(form('a=%C3%A5&b=2'), { a: 'å', b: '2' });
  assert.deepEqual(form('a=1&b=2&a=%C3%A5', 'a'), { a: ['1', 'å'], b: '2' });
  assert.deepEqual(form('a=1&b=2', 'a', 'c'), { a: ['1'], b: '2' });
  assert.equal(form('a=1&b=2&b=3', 'a'), 'The form gives one field twice.');
  assert.equal(Object.getPrototypeOf(form('__proto__=1', '__proto__')), Object.prototype);
});

test('a body that cannot be read is refused with a sentence', () => {
  const sentence = (type: string, bytes: Buffer | string) => {
    const parsed = parseBody(type, Buffer.from(bytes as string));
    return parsed.ok ? undefined : parsed.error;
  };
  assert.equal(sentence('application/json', '{"a":'), 'The body is not JSON.');
  assert.equal(sentence('text/plain', Buffer.from([0xff, 0xfe])), 'The body is not UTF-8.');
  assert.equal(
    sentence('application/json', '{"\\u005f_proto__": {"admin": true}}'),
    'The body names a member that is not allowed.',
  );
  assert.equal(sentence('application/x-www-form-urlencoded', 'a=1&a=2'), 'The form gives one field twice.');
  assert.equal(sentence('application/problem+json', '{"a": "å"}'), undefined);
});
