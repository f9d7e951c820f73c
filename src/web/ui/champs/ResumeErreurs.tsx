import { CircleAlert } from 'lucide-react';
import { useEffect, useId, useRef, type MouseEvent } from 'react';
import { idDeChamp, type ErreursDeChamps } from './erreurs.ts';
import s from './Formulaire.module.css';

interface ProprietesResume {
  readonly erreurs: ErreursDeChamps;
  readonly generale?: string | undefined;
  /** Number of sendings so far: the same errors sent again take focus again. */
  readonly envois?: number | undefined;
}

/** All errors at the top, with a way to each; takes focus when a sending brings errors, never while one corrects them. */
export function ResumeErreurs({ erreurs, generale, envois = 0 }: ProprietesResume) {
  const boite = useRef<HTMLElement>(null);
  const idTitre = useId();
  const lignes = Object.entries(erreurs);
  const presente = lignes.length > 0 || generale !== undefined;
  const dites = [...lignes.map(([nom]) => nom), generale ?? ''];
  const avant = useRef<{ envois: number; dites: readonly string[] }>({ envois: 0, dites: [] });
  useEffect(() => {
    const { current: precedent } = avant;
    avant.current = { envois, dites };
    const nouvelle = dites.some((dite) => dite !== '' && !precedent.dites.includes(dite));
    if (presente && (nouvelle || envois !== precedent.envois)) boite.current?.focus();
  });
  if (!presente) return null;
  return (
    <section ref={boite} className={s['resume']} tabIndex={-1} aria-labelledby={idTitre}>
      <h2 id={idTitre} className={s['titre']}>
        <CircleAlert aria-hidden size={22} />
        {titreDuResume(lignes.length, generale)}
      </h2>
      {lignes.length > 0 && (
        <ul className={s['lignes']}>
          {lignes.map(([nom, phrase]) => (
            <li key={nom}>
              <a
                className={s['lien']}
                href={`#${idDeChamp(nom)}`}
                onClick={(evenement) => allerAuChamp(evenement, nom)}
              >
                {phrase}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function titreDuResume(nombre: number, generale: string | undefined): string {
  if (generale !== undefined) return generale;
  return nombre === 1 ? 'Une réponse est à corriger' : `${nombre} réponses sont à corriger`;
}

function allerAuChamp(evenement: MouseEvent, nom: string): void {
  const cible = document.querySelector<HTMLElement>(`#${idDeChamp(nom)}`);
  if (cible === null) return;
  evenement.preventDefault();
  const focalisable = cible.matches('input, textarea, select')
    ? cible
    : cible.querySelector<HTMLElement>('input, textarea, select, button');
  (focalisable ?? cible).focus();
}
