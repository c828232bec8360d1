import { useQuery, type QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import { WhateverArrived } from '../connections/connect/whatever-arrived.tsx';
import { meQuery } from '../connections/me-query.ts';
import { ReadOnly } from '../ui/button.tsx';
import { ConsoleHeader } from './-console-header.tsx';

export const Route = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
});

function Root() {
  const { data: me } = useQuery(meQuery());
  const readOnly = me?.role === 'viewer' ? 'Your role is viewer: this needs operator' : undefined;
  return (
    <ReadOnly value={readOnly}>
      <ConsoleHeader />
      <WhateverArrived />
      <Outlet />
    </ReadOnly>
  );
}
