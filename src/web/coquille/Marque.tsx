import { classes } from '../ui/classes.ts';
import s from './Coquille.module.css';

/** The mark: a rope joining two points. */
export function Marque({ grande = false }: { readonly grande?: boolean | undefined }) {
  return (
    <span className={classes(s['marque'], grande && s['grande'])}>
      <svg viewBox="0 0 48 48" width={grande ? 48 : 32} height={grande ? 48 : 32} aria-hidden>
        <path
          d="M11 35 C 13 17, 23 37, 27 24 S 33 12, 37 13"
          fill="none"
          stroke="currentColor"
          strokeWidth="4"
          strokeLinecap="round"
        />
        <circle cx="11" cy="35" r="6" fill="currentColor" />
        <circle cx="37" cy="13" r="6" fill="currentColor" />
      </svg>
      <span>cordée</span>
    </span>
  );
}
