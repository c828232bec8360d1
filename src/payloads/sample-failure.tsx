import { RotateCw } from 'lucide-react';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';

/**
 * A browser remembers that a module could not be had (HTML, "fetch a single module script"): asking once
 * more would fail at once, and after an update of the console the file has another name.
 */
export function SampleFailure() {
  return (
    <Banner
      tone="danger"
      title="The sample could not be loaded"
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
