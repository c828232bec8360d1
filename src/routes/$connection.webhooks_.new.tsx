import { createFileRoute, getRouteApi } from '@tanstack/react-router';
import * as z from 'zod/mini';
import { SampleView } from '../payloads/sample-view.tsx';
import { TryIt } from '../payloads/try-it.tsx';
import { ChangePage } from '../webhooks/registration/change-page.tsx';
import { prefill } from '../webhooks/prefill.ts';
import { RegistrationPage } from '../webhooks/registration/registration-page.tsx';
import { WhileStopped } from '../webhooks/while-stopped.tsx';

/** Registering, or with `change` replacing one; `prefill` is what the form begins with. */
export const Route = createFileRoute('/$connection/webhooks_/new')({
  validateSearch: z.object({
    change: z.catch(z.optional(z.number()), undefined),
    prefill: z.catch(z.optional(prefill), undefined),
  }),
  component: Registration,
});

const parent = getRouteApi('/$connection');

function Registration() {
  const connection = parent.useLoaderData();
  const { change, prefill } = Route.useSearch();
  const page = {
    connection,
    // One draft for each thing that is being written.
    draftKey: JSON.stringify([connection.id, change, prefill]),
    renderSample: (event: string) => <SampleView eventName={event} />,
    renderTryIt: (registrations: Parameters<typeof TryIt>[0]['registrations']) => (
      <TryIt registrations={registrations} />
    ),
  };
  return (
    <WhileStopped connection={connection}>
      {change === undefined ? (
        <RegistrationPage key={page.draftKey} {...page} prefill={prefill} />
      ) : (
        <ChangePage key={page.draftKey} {...page} id={change} />
      )}
    </WhileStopped>
  );
}
