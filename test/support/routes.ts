import { RequestMethod, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { type Access, accessKey } from '../../src/http/access.js';
import { type Description, fitting } from './openapi.js';
import type { Office } from './office.js';

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'PATCH';
  /** Below /api, with `:id` and the like in it. */
  readonly path: string;
  readonly access: Access | undefined;
  readonly handler: () => unknown;
  /** The classes of what it reads from body and query. */
  readonly reads: readonly unknown[];
}

/** Reads all routes from what Nest itself reads. */
export function readRoutes({ app }: Office): Route[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const prefix = Reflect.getMetadata('path', metatype as Type) as string;
    const prototype = (metatype as Type).prototype as Record<string, () => unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name): Route[] => {
      const handler = prototype[name]!;
      const path = name === 'constructor' ? undefined : (Reflect.getMetadata('path', handler) as string | undefined);
      if (path === undefined) return [];
      const types = Reflect.getMetadata('design:paramtypes', prototype, name) as unknown[];
      const taken = (Reflect.getMetadata('__routeArguments__', metatype as Type, name) ?? {}) as Record<
        string,
        { index: number; data?: unknown }
      >;
      return [
        {
          method: RequestMethod[Reflect.getMetadata('method', handler) as number] as Route['method'],
          path: `/${[prefix, path].join('/')}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'),
          access: (Reflect.getMetadata(accessKey, handler) ??
            Reflect.getMetadata(accessKey, metatype as Type)) as Access,
          handler,
          // 3 is a body and 4 a query, as in Nest's RouteParamtypes.
          reads: Object.entries(taken)
            .filter(([key]) => /^[34]:/.test(key))
            .map(([, { index }]) => types[index]),
        },
      ];
    });
  });
}

export const atRoute = ({ method, path }: Route): string => `${method} ${path}`;

/** A body that the route's description allows; nothing where it takes none. */
export function bodyOf(api: Description, route: Route): object | undefined {
  const path = `/api${route.path.replace(/:(\w+)/g, '{$1}')}`;
  const content = api.paths[path]?.[route.method.toLowerCase()]?.requestBody?.content;
  const schema = content?.['application/json']?.schema;
  return schema && (fitting(api, schema) as object);
}
