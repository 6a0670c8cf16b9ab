import { QueryCache, QueryClient } from '@tanstack/react-query';
import { isProblem } from '../shared/api/problem.js';
import { sessionQuery } from '../shared/api/queries.js';

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      // The session ended elsewhere: forget it, and the next navigation asks to sign in. A reload is that navigation.
      // Or the password was reset: that leads to the form that changes it.
      const ended = isProblem(error, 401) || (isProblem(error) && error.code === 'session.password-change-required');
      if (ended && query.queryKey[0] !== sessionQuery.queryKey[0]) window.location.reload();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !(isProblem(error) && error.status >= 400 && error.status < 500),
    },
  },
});
