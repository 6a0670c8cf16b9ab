/** What the tests read of a schema of the OpenAPI document. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  minimum?: number;
  pattern?: string;
}

export interface Operation {
  operationId: string;
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

export interface Description {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** A value that the schema allows. */
export function fitting(api: Pick<Description, 'components'>, schema: Schema): unknown {
  if (schema.$ref) return fitting(api, api.components.schemas[schema.$ref.split('/').at(-1)!]!);
  if (schema.allOf) return fitting(api, schema.allOf[0]!);
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, fitting(api, inner)]),
      );
    case 'array':
      return [fitting(api, schema.items!)];
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      if (schema.pattern === '^[0-9a-f]{64}$') return '0'.repeat(64);
      return schema.format === 'date' ? '2026-03-01' : schema.format === 'fen' ? '100' : '1';
  }
}
