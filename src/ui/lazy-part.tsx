import { lazy, type ComponentType } from 'react';
import { PartFailure } from './part-failure.tsx';

/**
 * A part that is loaded when it is first shown. Where it can't be had the page stays: `Lost` stands in its
 * place, a title says so there, and without either there is nothing.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  lost?: string | ComponentType<Props>,
) {
  const Lost: ComponentType<Props> =
    typeof lost === 'string' ? () => <PartFailure title={lost} /> : (lost ?? (() => null));
  return lazy(() =>
    load().then(
      (part) => ({ default: part }),
      () => ({ default: Lost }),
    ),
  );
}
