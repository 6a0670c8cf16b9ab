import { describe, expect, it } from 'vitest';
import type { OpenApi } from '../../../shared/api/queries.js';
import { bodyOf, fieldsOf, initialValues } from './form-fields.js';

const document: OpenApi = {
  components: {
    schemas: {
      ApproveDto: {
        type: 'object',
        required: ['version', 'documentId', 'shares'],
        properties: {
          version: { type: 'integer' },
          documentId: { type: 'integer', 'x-options': 'documents' },
          shares: { type: 'array', minItems: 1, items: { $ref: '#/components/schemas/ShareAmountDto' } },
          note: { type: 'string', maxLength: 500, description: 'why less' },
        },
      },
      ShareAmountDto: {
        type: 'object',
        required: ['share', 'amount'],
        properties: {
          share: { type: 'integer', 'x-options': 'shares' },
          amount: { allOf: [{ $ref: '#/components/schemas/Fen' }], description: 'fen' },
        },
      },
      Fen: { type: 'string', format: 'fen' },
      OpinionDto: {
        type: 'object',
        required: ['position', 'public'],
        properties: {
          position: { enum: ['agree', 'disagree'] },
          departments: { type: 'array', items: { type: 'string', 'x-options': 'departments' } },
          public: { type: 'boolean' },
          on: { type: ['string', 'null'], format: 'date' },
          percent: { type: 'integer', minimum: 0, maximum: 100 },
          until: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
          tags: { type: 'array', items: { type: 'string' } },
        },
      },
    },
  },
};

describe('a form from a schema', () => {
  it('has a field for each property but the version, and follows references', () => {
    const fields = fieldsOf('ApproveDto', document)!;
    expect(fields.map(({ name, kind }) => `${name}:${kind}`)).toEqual([
      'documentId:choice',
      'shares:list',
      'note:text',
    ]);
    const [, list] = fields;
    expect(list).toMatchObject({
      required: true,
      minItems: 1,
      fields: [
        { kind: 'choice', source: 'shares', numeric: true, multiple: false },
        { kind: 'fen', hint: 'fen', required: true },
      ],
    });
  });

  it('knows every kind of field', () => {
    const kinds = fieldsOf('OpinionDto', document)!.map(({ name, kind }) => `${name}:${kind}`);
    expect(kinds).toEqual([
      'position:options',
      'departments:choice',
      'public:boolean',
      'on:date',
      'percent:number',
      'until:date',
      'tags:words',
    ]);
    expect(fieldsOf('Nowhere', document)).toBeNull();
  });

  it('opens with a row for each share', () => {
    expect(initialValues(fieldsOf('ApproveDto', document)!, { shares: [{ no: 1, asked: '70' }, { no: 2 }] })).toEqual({
      shares: [{ share: 1, amount: '70' }, { share: 2 }],
    });
  });

  it('sends what was filled in and leaves out what was not', () => {
    const fields = fieldsOf('OpinionDto', document)!;
    expect(bodyOf(fields, { position: 'agree', departments: [], on: '', percent: 0, tags: undefined })).toEqual({
      position: 'agree',
      public: false,
      percent: 0,
    });
    expect(
      bodyOf(fieldsOf('ApproveDto', document)!, { documentId: 7, note: '  ', shares: [{ share: 1, amount: '5' }] }),
    ).toEqual({ documentId: 7, shares: [{ share: 1, amount: '5' }] });
  });
});
