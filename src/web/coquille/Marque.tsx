import { classes } from '../ui/classes.ts';
import s from './Coquille.module.css';

/** The mark: a rope joining two points. */
export function Marque({ grande = false }: { readonly grande?: boolean | undefined }) {
  return (
    <span className={classes(s['marque'], grande && s['grande'])}>
      <svg viewBox="0 0 48 48" width={grande ? 52 : 34} height={grande ? 52 : 34} aria-hidden>
        <path d="M9 37 C 31 37, 17 11, 39 11" fill="none" stroke="currentColor" strokeWidth="5" strokeLinecap="round" />
        <circle cx="9" cy="37" r="7" fill="currentColor" />
        <circle cx="39" cy="11" r="7" fill="currentColor" />
      </svg>
      <span>cordée</span>
    </span>
  );
}
