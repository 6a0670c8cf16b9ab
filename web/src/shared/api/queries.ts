import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.js';
import type { BookFilters, Id, Page, ProjectFilters } from './contract.js';

const nextOf = (page: Page<unknown>) => page.next ?? undefined;
const first = undefined as string | undefined;
const rare = 10 * 60_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => dataOf(api.GET('/api/session')),
  staleTime: Infinity,
  retry: false,
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => dataOf(api.GET('/api/sessions')),
});

export const demoSignInsQuery = queryOptions({
  queryKey: ['demo-sign-ins'],
  queryFn: () => dataOf(api.GET('/api/demo/sign-ins')),
});

export const inboxQuery = infiniteQueryOptions({
  queryKey: ['inbox'],
  queryFn: ({ pageParam }) => dataOf(api.GET('/api/inbox', { params: { query: { limit: 50, cursor: pageParam } } })),
  initialPageParam: first,
  getNextPageParam: nextOf,
});

export const projectsQuery = (filters: ProjectFilters, cursor?: string, limit = 25) =>
  queryOptions({
    queryKey: ['projects', filters, cursor, limit],
    queryFn: () => dataOf(api.GET('/api/projects', { params: { query: { ...filters, cursor, limit } } })),
    placeholderData: keepPreviousData,
  });

export const projectQuery = (id: Id) =>
  queryOptions({
    queryKey: ['project', String(id)],
    queryFn: () => dataOf(api.GET('/api/projects/{id}', { params: { path: { id } } })),
  });

export const claimHintsQuery = (id: Id, no: number) =>
  queryOptions({
    queryKey: ['project', String(id), 'claim-hints', no],
    queryFn: () => dataOf(api.GET('/api/projects/{id}/claims/{no}/hints', { params: { path: { id, no } } })),
  });

export const rosterQuery = (id: Id, roster: number) =>
  queryOptions({
    queryKey: ['roster', String(id), roster],
    queryFn: () => dataOf(api.GET('/api/projects/{id}/rosters/{roster}', { params: { path: { id, roster } } })),
  });

export const actionsQuery = (id: Id) =>
  queryOptions({
    queryKey: ['project', String(id), 'actions'],
    queryFn: () => dataOf(api.GET('/api/projects/{id}/actions', { params: { path: { id } } })),
  });

export const historyQuery = (id: Id) =>
  infiniteQueryOptions({
    queryKey: ['project', String(id), 'history'],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/api/projects/{id}/history', { params: { path: { id }, query: { cursor: pageParam } } })),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const draftQuery = (id: Id) =>
  queryOptions({
    queryKey: ['project', String(id), 'draft'],
    queryFn: () => dataOf(api.GET('/api/projects/{id}/draft', { params: { path: { id } } })),
    // The form owns what it loaded; a refetch behind its back would only confuse versions.
    staleTime: Infinity,
    gcTime: 0,
  });

export const savesQuery = (id: Id) =>
  queryOptions({
    queryKey: ['project', String(id), 'draft', 'saves'],
    queryFn: () => dataOf(api.GET('/api/projects/{id}/draft/saves', { params: { path: { id } } })),
    // Shown only as it is: a list of before would move below the hand that opens one of its rows.
    staleTime: 0,
    gcTime: 0,
  });

/** The draft as it stood before a save. */
export const beforeSaveQuery = (id: Id, no: number) =>
  queryOptions({
    queryKey: ['project', String(id), 'draft', 'saves', no],
    queryFn: () => dataOf(api.GET('/api/projects/{id}/draft/saves/{no}', { params: { path: { id, no } } })),
  });

export const revisionsQuery = (id: Id) =>
  queryOptions({
    queryKey: ['project', String(id), 'revisions'],
    queryFn: () => dataOf(api.GET('/api/projects/{id}/revisions', { params: { path: { id } } })),
  });

/** What changed up to a revision, or up to what is being written. */
export const comparisonQuery = (id: Id, no: number | 'draft', other?: number) =>
  queryOptions({
    queryKey: ['project', String(id), 'comparison', no, other],
    queryFn: () =>
      no === 'draft'
        ? dataOf(api.GET('/api/projects/{id}/draft/comparison', { params: { path: { id } } }))
        : dataOf(
            api.GET('/api/projects/{id}/revisions/{no}/comparison', {
              params: { path: { id, no }, query: { with: other } },
            }),
          ),
    staleTime: 0,
  });

export const similarQuery = (wanted: { title?: string; line?: string; year?: number }) =>
  queryOptions({
    queryKey: ['similar', wanted],
    queryFn: () => dataOf(api.GET('/api/applications/similar', { params: { query: wanted } })),
    placeholderData: keepPreviousData,
  });

export const startQuery = (from: Id, year: number) =>
  queryOptions({
    queryKey: ['start', String(from), year],
    queryFn: () => dataOf(api.GET('/api/applications/start', { params: { query: { from, year } } })),
  });

export const documentsQuery = (filters: { year?: number; state?: string }) =>
  infiniteQueryOptions({
    queryKey: ['documents', filters],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/api/documents', { params: { query: { ...filters, cursor: pageParam } } })),
    initialPageParam: first,
    getNextPageParam: nextOf,
  });

export const documentQuery = (id: Id) =>
  queryOptions({
    queryKey: ['document', String(id)],
    queryFn: () => dataOf(api.GET('/api/documents/{id}', { params: { path: { id } } })),
  });

export const fundYearsQuery = queryOptions({
  queryKey: ['fund-years'],
  queryFn: () => dataOf(api.GET('/api/fund-years')),
  staleTime: rare,
});

export const linesQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'lines'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/lines', { params: { path: { year } } })),
  });

export const versionsQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'versions'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/budget/versions', { params: { path: { year } } })),
  });

export const figuresQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'figures'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/figures', { params: { path: { year } } })),
  });

export const incomeQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'income'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/income', { params: { path: { year } } })),
  });

export const leviesQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'levies'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/levies', { params: { path: { year } } })),
  });

export const receiptsQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'receipts'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/receipts', { params: { path: { year } } })),
  });

export const holdsQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'holds'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/holds', { params: { path: { year } } })),
  });

export const closingQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'closing'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/closing', { params: { path: { year } } })),
  });

export const fundsQueueQuery = (year: number) =>
  queryOptions({
    queryKey: ['fund-year', year, 'queue'],
    queryFn: () => dataOf(api.GET('/api/fund-years/{year}/queue', { params: { path: { year } } })),
  });

export const bookQuery = (filters: BookFilters) =>
  infiniteQueryOptions({
    queryKey: ['ledger', filters],
    queryFn: ({ pageParam }) =>
      dataOf(api.GET('/api/ledger', { params: { query: { ...filters, cursor: pageParam } } })),
    initialPageParam: first,
    getNextPageParam: nextOf,
    // Money moves at any time, and a balance of before is a wrong one.
    staleTime: 0,
  });

export const bookChecksQuery = infiniteQueryOptions({
  queryKey: ['book-checks'],
  queryFn: ({ pageParam }) => dataOf(api.GET('/api/book-checks', { params: { query: { cursor: pageParam } } })),
  initialPageParam: first,
  getNextPageParam: nextOf,
});

export const regionsQuery = queryOptions({
  queryKey: ['regions'],
  queryFn: () => dataOf(api.GET('/api/regions')),
  staleTime: rare,
});

export const organisationsQuery = (role: string) =>
  queryOptions({
    queryKey: ['organisations', role],
    queryFn: () => dataOf(api.GET('/api/organisations', { params: { query: { role } } })),
    staleTime: rare,
  });

export const reviewersQuery = queryOptions({
  queryKey: ['reviewers'],
  queryFn: () => dataOf(api.GET('/api/reviewers')),
  staleTime: rare,
});

/** The schemas that action forms are drawn from; fetched once, as the server that answers the forms states them. */
export const openApiQuery = queryOptions({
  queryKey: ['openapi'],
  queryFn: async (): Promise<OpenApi> => {
    const response = await fetch('/api/openapi.json');
    if (!response.ok) throw new Error(`openapi.json: ${response.status}`);
    return (await response.json()) as OpenApi;
  },
  staleTime: Infinity,
});

export interface OpenApi {
  components?: { schemas?: Record<string, JsonSchema> };
}

/** As much of JSON Schema as the API's bodies use. */
export interface JsonSchema {
  $ref?: string;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  type?: string | string[];
  format?: string;
  title?: string;
  description?: string;
  enum?: (string | number)[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  'x-options'?: string;
  'x-endings'?: string[];
}
