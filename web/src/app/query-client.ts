import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from '../shared/api/problem.js';
import { sessionQuery } from '../shared/api/queries.js';

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      // The password was reset: a reload leads to the form that changes it.
      const isReset = isProblem(error) && error.code === 'session.password-change-required';
      if (isReset && query.queryKey[0] !== sessionQuery.queryKey[0]) window.location.reload();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !(isProblem(error) && error.status >= 400 && error.status < 500),
    },
  },
});
