import { RotateCw } from 'lucide-react';
import { Banner } from './banner.tsx';
import { Button } from './button.tsx';

/**
 * A browser remembers that a module could not be had (HTML, "fetch a single module script"): asking once
 * more would fail at once, and after an update of the console the file has another name.
 */
export function PartFailure({ title }: { title: string }) {
  return (
    <Banner
      tone="danger"
      title={title}
      actions={
        <Button icon={<RotateCw size={16} aria-hidden />} onClick={() => location.reload()}>
          Reload the page
        </Button>
      }
    >
      <p>
        The console was out of reach for a moment, or it has been updated since the page opened.
      </p>
    </Banner>
  );
}
