import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeConnection, type Change } from './change-connection.ts';
import { takeUp } from './connection-query.ts';

/** Changes one connection; every screen that tells of it follows. */
export function useChange(connectionId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) => changeConnection(connectionId, change),
    networkMode: 'always',
    onSuccess: (changed) => takeUp(client, changed),
  });
}
