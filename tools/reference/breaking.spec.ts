import {
  asyncApiBreaks,
  breaksBetween,
  openApiBreaks,
  type OpenApi,
  type Schema,
} from './breaking';

const released: Schema = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    grade: { enum: ['urgent', 'ordinary'], type: 'string' },
    note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    parts: { type: 'array', items: { type: 'object', properties: { of: { type: 'string' } } } },
  },
  required: ['id', 'grade'],
};
const changed = (properties: Record<string, Schema | undefined>, required = released.required!) => {
  const all = Object.entries({ ...released.properties, ...properties });
  const kept = all.filter((entry): entry is [string, Schema] => entry[1] !== undefined);
  return { ...released, properties: Object.fromEntries(kept), required };
};

describe('A stored shape', () => {
  it.each<[string, Schema, string[]]>([
    ['stays as it is', released, []],
    ['gains an optional field', changed({ more: { type: 'string' } }), []],
    [
      'gains a word',
      changed({ grade: { enum: ['urgent', 'ordinary', 'none'], type: 'string' } }),
      [],
    ],
    ['loses a field', changed({ note: undefined }), ['Event: note is gone']],
    ['requires more', changed({}, ['id', 'grade', 'note']), ['Event: note is required now']],
    ['promises less', changed({}, ['id']), ['Event: grade may be missing now']],
    [
      'loses a word',
      changed({ grade: { enum: ['urgent'], type: 'string' } }),
      ['Event.grade: no longer ordinary'],
    ],
    [
      'changes a type',
      changed({ id: { type: 'integer' } }),
      ['Event.id: may now be integer, was string', 'Event.id: was string, is now integer'],
    ],
    [
      'is no longer nullable',
      changed({ note: { type: 'string' } }),
      ['Event.note: was null or string, is now string'],
    ],
    [
      'changes inside a list',
      changed({ parts: { type: 'array', items: { type: 'object', properties: {} } } }),
      ['Event.parts[]: of is gone'],
    ],
  ])('%s', (_, today, breaks) => {
    expect(breaksBetween(released, today, 'stored', 'Event')).toEqual(breaks);
  });

  it('breaks its readers when it is no longer told', () => {
    const document = (names: string[]) => ({
      components: {
        messages: Object.fromEntries(names.map((name) => [name, { payload: released }])),
      },
    });
    expect(asyncApiBreaks(document(['A', 'B']), document(['B', 'C']))).toEqual(['A is gone']);
  });

  it('is kept as it is stored where it stands encrypted on the topic', () => {
    const name = { type: 'string', personal: true };
    const event = (payload: object) => ({ components: { messages: { A: { payload } } } });
    const open = (field: object) => event({ properties: { name: field }, required: ['name'] });
    const sealed = (field: object) =>
      event({
        ...{ properties: { $personal: { type: 'object' } }, required: [] },
        'x-personal': { properties: { name: field }, required: ['name'] },
      });
    expect(asyncApiBreaks(open(name), sealed(name))).toEqual([]);
    expect(asyncApiBreaks(sealed(name), sealed({ type: 'integer' }))).toHaveLength(2);
    expect(asyncApiBreaks(open({ type: 'string' }), sealed(name))).toEqual([
      'A: name is not readable on the topic any more',
    ]);
  });
});

describe('An address', () => {
  const api = (request: Schema, answer: Schema, required = false): OpenApi => ({
    paths: {
      '/things': {
        post: {
          parameters: [{ name: 'limit', in: 'query', required, schema: { type: 'integer' } }],
          requestBody: { content: { 'application/json': { schema: request } } },
          responses: { 200: { content: { 'application/json': { schema: answer } } } },
        },
      },
    },
    components: { schemas: { Thing: released } },
  });
  const thing = { $ref: '#/components/schemas/Thing' };

  it('may answer more and ask for less', () => {
    const more = changed({ more: { type: 'string' } }, [...released.required!]);
    expect(openApiBreaks(api(thing, thing), api(changed({}, ['id']), more))).toEqual([]);
  });

  it('may not answer less, ask for more, or go away', () => {
    const less = changed({ note: undefined });
    const more = changed({ more: { type: 'string' } }, ['id', 'grade', 'more']);
    expect(openApiBreaks(api(thing, thing), api(more, less, true))).toEqual([
      'POST /things body: more is required now',
      'POST /things answer: note is gone',
    ]);
    expect(openApiBreaks(api(thing, thing), { paths: {} })).toEqual(['POST /things is gone']);
  });
});
