import type { JsonSchema, OpenApi } from '../../../shared/api/queries.js';

interface Base {
  name: string;
  required: boolean;
  /** The schema's own words for it, used where the locales have none. */
  title?: string;
  hint?: string;
}

/** One field of a form that is drawn from a JSON schema. */
export type Field = Base &
  (
    | { kind: 'text'; long: boolean; maxLength?: number }
    | { kind: 'date' }
    | { kind: 'fen' }
    | { kind: 'boolean' }
    | { kind: 'number'; integer: boolean; minimum?: number; maximum?: number }
    | { kind: 'options'; values: (string | number)[]; multiple: boolean }
    | { kind: 'choice'; source: string; numeric: boolean; multiple: boolean; mayBeEmpty: boolean }
    | { kind: 'words' }
    | { kind: 'list'; fields: Field[]; minItems: number }
    | { kind: 'group'; fields: Field[] }
    /** Papers that are uploaded here, and named by their hash. */
    | { kind: 'papers' }
  );

/** What the page fills in by itself. */
const ownFields = new Set(['version']);

/** Texts above this length get a box of several lines; what is named like prose does above the short one. */
const longText = 500;
const shortText = 200;
const prose = /reason|text|note|opinion|content|summary|remark|description|comment|finding|measure|checklist|result/i;

/** The fields of the schema of that name, in its order; `null` when the document has no such schema. */
export function fieldsOf(name: string, document: OpenApi): Field[] | null {
  const schema = document.components?.schemas?.[name];
  return schema ? propertiesOf(schema, document).filter((field) => !ownFields.has(field.name)) : null;
}

function propertiesOf(schema: JsonSchema, document: OpenApi): Field[] {
  const { properties = {}, required = [] } = resolve(schema, document);
  return Object.entries(properties).map(([name, property]) =>
    fieldOf(name, property, required.includes(name), document),
  );
}

function fieldOf(name: string, property: JsonSchema, required: boolean, document: OpenApi): Field {
  const schema = resolve(property, document);
  const base: Base = { name, required, title: schema.title, hint: schema.description };
  const type = typeOf(schema);
  const items = schema.items && resolve(schema.items, document);

  // A field of the application is chosen by its name, whether the schema says so or not: nobody types `feasibility`.
  const source = schema['x-options'] ?? items?.['x-options'] ?? (name === 'field' ? 'fields' : undefined);
  if (source) {
    const value = items ? typeOf(items) : type;
    const numeric = value === 'integer' || value === 'number';
    return { ...base, kind: 'choice', source, numeric, multiple: !!items, mayBeEmpty: !!items && !schema.minItems };
  }
  if (schema.enum) return { ...base, kind: 'options', values: schema.enum, multiple: false };
  if (items?.enum) return { ...base, kind: 'options', values: items.enum, multiple: true };
  if (items?.properties?.hash && items.properties.class) return { ...base, kind: 'papers' };
  if (items && typeOf(items) === 'object') {
    return { ...base, kind: 'list', fields: propertiesOf(items, document), minItems: schema.minItems ?? 0 };
  }
  if (items) return { ...base, kind: 'words' };
  if (type === 'object') return { ...base, kind: 'group', fields: propertiesOf(schema, document) };
  if (type === 'boolean') return { ...base, kind: 'boolean' };
  if (schema.format === 'fen') return { ...base, kind: 'fen' };
  if (schema.format === 'date') return { ...base, kind: 'date' };
  if (type === 'integer' || type === 'number') {
    const { minimum, maximum } = schema;
    return { ...base, kind: 'number', integer: type === 'integer', minimum, maximum };
  }
  const room = schema.maxLength ?? Infinity;
  const long = prose.test(name) ? room > shortText : room > longText && room !== Infinity;
  return { ...base, kind: 'text', long, maxLength: schema.maxLength };
}

/** Follows a reference and joins `allOf`, as Nest writes a described reference; `null` as one of the types is dropped. */
function resolve(schema: JsonSchema, document: OpenApi): JsonSchema {
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  const variants = (anyOf ?? oneOf)?.filter((one) => one.type !== 'null');
  const bases = [
    ...($ref ? [document.components?.schemas?.[$ref.replace('#/components/schemas/', '')] ?? {}] : []),
    ...(allOf ?? []),
    ...(variants?.length === 1 ? variants : []),
  ].map((one) => resolve(one, document));
  return bases.reduceRight((joined, base) => ({ ...base, ...joined }), own as JsonSchema);
}

function typeOf({ type, properties }: JsonSchema): string | undefined {
  const [first] = [type].flat().filter((one) => one !== 'null');
  return first ?? (properties ? 'object' : undefined);
}

export type Values = Record<string, unknown>;

/** The body to send: what was left empty is absent, what an absent group would leave empty is absent too. */
export function bodyOf(fields: readonly Field[], values: Values): Values {
  const body: Values = {};
  for (const field of fields) {
    const value = bodyValue(field, values[field.name]);
    if (value !== undefined) body[field.name] = value;
  }
  return body;
}

function bodyValue(field: Field, value: unknown): unknown {
  if (field.kind === 'boolean') return value === undefined && !field.required ? undefined : value === true;
  if (field.kind === 'list') {
    const rows = Array.isArray(value) ? value.map((row) => bodyOf(field.fields, (row ?? {}) as Values)) : [];
    return rows.length > 0 || field.required ? rows : undefined;
  }
  if (field.kind === 'group') {
    const body = bodyOf(field.fields, (value ?? {}) as Values);
    return Object.keys(body).length > 0 || field.required ? body : undefined;
  }
  if (typeof value === 'string') return value.trim() || undefined;
  // A list that is asked for may still be of nothing: no department's opinion, for one.
  if (field.kind === 'choice' && field.multiple && field.required) return value ?? [];
  if (Array.isArray(value) && value.length === 0 && !field.required) return undefined;
  return value ?? undefined;
}

export interface Known {
  shares: readonly { no: number; asked?: string }[];
  /** The part that the action is about: a revision starts from what is there. */
  part?: Readonly<Record<string, unknown>>;
  /** The fields that the application was returned for. */
  returned?: readonly string[];
  /** What was written on the form in answer to them. */
  answers?: Readonly<Record<string, string>>;
}

/**
 * What a form opens with: what the part already has, a row for each share (with what it asks) or for each returned field where a list
 * names those, and a first row in every other list that needs one.
 */
export function initialValues(fields: readonly Field[], { shares, part, returned = [], answers = {} }: Known): Values {
  const values: Values = {};
  for (const field of fields) {
    // What is approved of a claim is, as a rule, what was claimed.
    const there = part?.[field.name] ?? (field.name === 'approved' ? part?.claimed : undefined);
    if (field.kind === 'list') {
      const from = (source: string) => field.fields.find((one) => one.kind === 'choice' && one.source === source);
      const share = from('shares');
      const answered = from('fields');
      if (Array.isArray(there) && there.length > 0) values[field.name] = there;
      else if (share) {
        const money = field.fields.find((one) => one.kind === 'fen');
        values[field.name] = shares.map(({ no, asked }) => ({
          [share.name]: no,
          ...(money && asked ? { [money.name]: asked } : {}),
        }));
      } else if (answered && !field.required)
        values[field.name] = returned.map((name) => ({
          [answered.name]: name,
          ...(answers[name] ? { answer: answers[name] } : {}),
        }));
      else if (field.required || field.minItems > 0) values[field.name] = [{}];
    } else if (field.kind === 'fen' && typeof there === 'string') {
      values[field.name] = there;
    } else if (field.kind === 'choice' && field.source === 'shares' && !field.multiple && shares.length === 1) {
      values[field.name] = shares[0]!.no;
    }
  }
  return values;
}
