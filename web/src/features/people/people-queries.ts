import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../shared/api/client.js';
import type { Id, ManagedOrganisation } from '../../shared/api/contract.js';

export interface PeopleFilters {
  q?: string;
  organisation?: number;
}

const first = undefined as string | undefined;

export const peopleQuery = (filters: PeopleFilters) =>
  infiniteQueryOptions({
    queryKey: ['people', 'list', filters],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/api/people', { params: { query: { ...filters, limit: 50, cursor: pageParam } } })),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export interface MembershipFilters extends PeopleFilters {
  role?: string;
  state?: string;
}

export const membershipsQuery = (filters: MembershipFilters) =>
  infiniteQueryOptions({
    queryKey: ['people', 'memberships', filters],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/api/memberships', { params: { query: { ...filters, limit: 50, cursor: pageParam } } })),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** The first few who fit what was typed, to choose from. */
export const peopleFoundQuery = (q: string) =>
  queryOptions({
    queryKey: ['people', 'found', q],
    queryFn: () => dataOf(api.GET('/api/people', { params: { query: { q: q || undefined, limit: 20 } } })),
  });

export const personQuery = (id: Id) =>
  queryOptions({
    queryKey: ['people', 'one', String(id)],
    queryFn: () => dataOf(api.GET('/api/people/{id}', { params: { path: { id } } })),
  });

export const personChangesQuery = (id: Id) =>
  infiniteQueryOptions({
    queryKey: ['people', 'changes', String(id)],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET('/api/people/{id}/changes', { params: { path: { id }, query: { limit: 20, cursor: pageParam } } }),
      ),
    initialPageParam: first,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** All organisations that an administrator manages: of one region, or of the whole city. Some hundred, so all at once. */
export const managedOrganisationsQuery = (region: string | null) =>
  queryOptions({
    queryKey: ['organisations', 'managed', region],
    queryFn: async () => {
      const all: ManagedOrganisation[] = [];
      for (let cursor: string | undefined; ;) {
        const query = { region: region ?? undefined, limit: 200, cursor };
        const page = await dataOf(api.GET('/api/organisations', { params: { query } }));
        all.push(...(page.items as ManagedOrganisation[]));
        if (!page.next) return all;
        cursor = page.next;
      }
    },
  });
