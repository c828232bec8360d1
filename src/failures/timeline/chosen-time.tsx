import styles from './histogram.module.css';

interface ChosenProps {
  left: number;
  width: number;
  height: number;
}

/** The ground of what is chosen, or is being chosen. */
export function Chosen({ left, width, height }: ChosenProps) {
  return (
    <rect
      className={styles.selected}

      x={left}
      width={width}
      height={height}
    />
  );
}

/** Narrower than this, handles would hide what they hold. */
const leastForHandles = 24;

/** What is not chosen steps back; the edges can be taken hold of. */
export function Veils({ left, width, height, pixels }: ChosenProps & { pixels: number }) {
  const right = left + width;
  return (
    <>
      <rect className={styles.veil} width={left} height={height} />
      <rect className={styles.veil} x={right} width={Math.max(0, pixels - right)} height={height} />
      {[left, right].map((x) => (
        <g key={x} transform={`translate(${x} 0)`}>
          <line className={styles.edge} y2={height} />
          {width >= leastForHandles && (
            <rect
              className={styles.handle}
              x={-3}
              y={height / 2 - 12}
              width={6}
              height={24}
              rx={3}
            />
          )}
        </g>
      ))}
    </>
  );
}
