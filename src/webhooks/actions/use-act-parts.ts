import { useCallback, useEffect, useState, type RefObject } from 'react';
import { useApproach } from '../../ui/use-approach.ts';
import type { DeleteDialog } from '../delete-dialog.tsx';
import type { OperationFlag } from './operation-flag.tsx';

export interface ActParts {
  DeleteDialog: typeof DeleteDialog;
  OperationFlag: typeof OperationFlag;
}

/**
 * What an act asks and what it shows of itself. Not part of the first load, but there before the first
 * click: loaded when pointer or keyboard first comes near, a while after the page opened, or where an act is
 * already under way. Both at once, so that nothing can be deleted whose undoing could not be shown. Null
 * where they can't be loaded.
 */
export function useActParts(
  screen: RefObject<HTMLElement | null>,
  isUnderWay: boolean,
): ActParts | null | undefined {
  const [parts, setParts] = useState<ActParts | null>();
  const load = useCallback(() => {
    void loadParts().then(setParts, () => setParts(null));
  }, []);
  useApproach(screen, load);
  useEffect(() => {
    if (isUnderWay) load();
  }, [isUnderWay, load]);
  return parts;
}

async function loadParts(): Promise<ActParts> {
  const [{ DeleteDialog }, { OperationFlag }] = await Promise.all([
    import('../delete-dialog.tsx'),
    import('./operation-flag.tsx'),
  ]);
  return { DeleteDialog, OperationFlag };
}
