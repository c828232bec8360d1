import styles from './histogram.module.css';
import { textWidth } from './time-axis.ts';

/** What time nobody looked into is filled with, here and in the legend. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <defs>
      <pattern
        id={id}
        width={6}
        height={6}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className={styles.hatchLine} y2={6} />
      </pattern>
    </defs>
  );
}

interface HatchProps {
  pattern: string;
  words: string;
  left: number;
  width: number;
  height: number;
}

export function Hatch({ pattern, words, left, width, height }: HatchProps) {
  const room = textWidth(words) + 12;
  return (
    <g transform={`translate(${left} 0)`}>
      <rect width={Math.max(width, 2)} height={height} fill={`url(#${pattern})`} />
      {width >= room && (
        <>
          <rect
            className={styles.hatchPlate}
            x={(width - room) / 2}
            y={6}
            width={room}
            height={18}
            rx={3}
          />
          <text className={styles.hatchWords} x={width / 2} y={19}>
            {words}
          </text>
        </>
      )}
    </g>
  );
}
