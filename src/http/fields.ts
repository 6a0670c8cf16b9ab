import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsOptional, ValidateBy, ValidateNested } from 'class-validator';
import { isPaperName, mediaTypes } from '../../workflows/project/papers.js';
import { maxFen } from '../../workflows/values/money.js';
import { localDate } from '../../workflows/values/local-date.js';

/**
 * The fields of requests. Each says at once what the OpenAPI document shows and what is accepted, and gives its rule a
 * name (`request.field.money`) under which the texts explain it.
 */
interface FieldOptions {
  readonly optional?: boolean;
  /** Tells the pages where the choices come from. */
  readonly options?:
    | 'fields'
    | 'departments'
    | 'reviewers'
    | 'shares'
    | 'documents'
    | 'regions'
    | 'lines'
    | 'projects'
    | 'sources'
    | 'rosters';
}

function field(
  name: string,
  valid: (value: unknown) => boolean,
  api: ApiPropertyOptions,
  { optional, options }: FieldOptions,
) {
  const described = { ...api, ...(options ? { 'x-options': options } : {}) } as ApiPropertyOptions;
  return applyDecorators(
    optional ? ApiPropertyOptional(described as never) : ApiProperty(described),
    ...(optional ? [IsOptional()] : []),
    ValidateBy({ name, validator: { validate: valid, defaultMessage: () => name } }),
  );
}

/** PostgreSQL stores neither NUL nor half a character. */
const isStorable = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length <= max && !value.includes('\0') && value.isWellFormed();

/** Text that says something: not blank, at most `max` characters. */
export const Words = (max = 2000, options: FieldOptions = {}) =>
  field('words', (value) => isStorable(value, max) && value.trim() !== '', { type: String, maxLength: max }, options);

/** Text that may be empty. */
export const Text = (max = 20_000, options: FieldOptions = {}) =>
  field('text', (value) => isStorable(value, max), { type: String, maxLength: max }, options);

const isWhole = (value: unknown, least: number, most: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;

export const Whole = (least: number, most: number, options: FieldOptions = {}) =>
  field('whole', (value) => isWhole(value, least, most), { type: 'integer', minimum: least, maximum: most }, options);

/** The number of a row. */
export const Id = (options: FieldOptions = {}) => Whole(1, 2_147_483_647, options);

export const Ids = (options: FieldOptions = {}) =>
  field(
    'ids',
    (value) => Array.isArray(value) && value.length <= 500 && value.every((id) => isWhole(id, 1, 2_147_483_647)),
    { type: 'integer', isArray: true },
    options,
  );

export const Flag = (options: FieldOptions = {}) =>
  field('flag', (value) => typeof value === 'boolean', { type: Boolean }, options);

export const OneOf = (choices: readonly string[], options: FieldOptions = {}) =>
  field(
    'choice',
    (value) => typeof value === 'string' && choices.includes(value),
    { type: String, enum: [...choices] },
    options,
  );

/** A SHA-256, in hex. */
export const Digest = (options: FieldOptions = {}) =>
  field(
    'digest',
    (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
    { type: String, pattern: '^[0-9a-f]{64}$' },
    options,
  );

/** The name of a paper: shown, never a path. Tells the pages with which endings files are taken. */
export const PaperName = (options: FieldOptions = {}) =>
  field(
    'paper-name',
    (value) => typeof value === 'string' && isPaperName(value),
    { type: String, maxLength: 200, 'x-endings': Object.values(mediaTypes).flat() } as ApiPropertyOptions,
    options,
  );

export const Day = (options: FieldOptions = {}) => field('day', isDay, { type: String, format: 'date' }, options);

export function isDay(value: unknown): boolean {
  try {
    return typeof value === 'string' && localDate(value) === value;
  } catch {
    return false;
  }
}

/** Money: a digit string of fen, a bigint from here on. Never negative. */
export const Money = (options: FieldOptions = {}) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{1,16}$/.test(value) ? BigInt(value) : value,
    ),
    field(
      'money',
      (value) => typeof value === 'bigint' && value <= maxFen,
      { type: String, format: 'fen', pattern: '^[0-9]{1,16}$' },
      options,
    ),
  );

/** So many of a unit: a decimal number with four places at most, as text, so that it stays exact. */
export const Quantity = (options: FieldOptions = {}) =>
  field(
    'quantity',
    (value) => typeof value === 'string' && /^\d{1,10}(\.\d{1,4})?$/.test(value),
    { type: String, pattern: '^[0-9]{1,10}(\\.[0-9]{1,4})?$' },
    options,
  );

interface ListOptions extends FieldOptions {
  /** The most rows. */
  readonly max?: number;
}

/**
 * A list of objects, each checked by its own class. `type: () =>` must stand here as it does: the OpenAPI module knows a
 * class that comes later by that function's name.
 */
export const ListOf = (item: () => new () => object, { max = 5000, ...options }: ListOptions = {}) =>
  applyDecorators(
    field(
      'list',
      (value) => Array.isArray(value) && value.length <= max,
      { type: () => item(), isArray: true } as never,
      options,
    ),
    Type(item),
    ValidateNested({ each: true }),
  );

export const ObjectOf = (item: () => new () => object, options: FieldOptions = {}) =>
  applyDecorators(
    field('object', (value) => typeof value === 'object' && value !== null, { type: () => item() } as never, options),
    Type(item),
    ValidateNested(),
  );
