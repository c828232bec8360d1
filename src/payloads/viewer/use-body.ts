import { useEffect, useState } from 'react';
import { BodyClient } from './body-client.ts';
import type { BodySummary } from './body-summary.ts';
import type { Opened } from './open-body.ts';

export type BodyState =
  | { is: 'opening' }
  | { is: 'failed'; message: string }
  | { is: 'open'; client: BodyClient; opened: Opened };

/** Opens a body in a worker of its own, which ends with the view. */
export function useBody(body: string | Uint8Array, isMasked: boolean): BodyState {
  const [state, setState] = useState<{
    body: string | Uint8Array;
    isMasked: boolean;
    now: BodyState;
  }>();
  useEffect(() => {
    let isWanted = true;
    const client = new BodyClient();
    const settle = (now: BodyState) => {
      if (isWanted) setState({ body, isMasked, now });
    };
    client.open(body, isMasked).then(
      (opened) => settle({ is: 'open', client, opened }),
      (error: Error) => settle({ is: 'failed', message: error.message }),
    );
    return () => {
      isWanted = false;
      client.close();
    };
  }, [body, isMasked]);
  const isThis = state?.body === body && state.isMasked === isMasked;
  return isThis ? state.now : { is: 'opening' };
}

export interface BodyDetails {
  summary: BodySummary | undefined;
  isText: boolean;
}

/** What takes longer to find than the first rows. */
export function useBodyDetails(client: BodyClient): BodyDetails | undefined {
  const [details, setDetails] = useState<BodyDetails>();
  useEffect(() => {
    let isWanted = true;
    void Promise.all([client.call('summary'), client.call('isText')]).then(([summary, isText]) => {
      if (isWanted) setDetails({ summary, isText });
    });
    return () => {
      isWanted = false;
    };
  }, [client]);
  return details;
}
