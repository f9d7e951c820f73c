import { Etiquette, Lien, Liste, Pile, QuiALaMain, Rang, Strate } from '#web/ui/index.ts';
import type { MainVue, ResumeVu } from '../contract-vues.ts';
import s from './Dossier.module.css';
import { PAGE } from './textes.ts';

interface ProprietesMains {
  readonly mains: readonly MainVue[];
  readonly ouvrir: (genre: string, objet: string) => string | undefined;
}

/** Everything open about the person, what will break first at the top. */
export function Mains({ mains, ouvrir }: ProprietesMains) {
  return (
    <Strate titre={PAGE.mains}>
      <Liste legende={PAGE.mains} elements={mains} cle={({ objet }) => objet} vide={PAGE.mainsVide}>
        {(main) => <LigneDeMain main={main} vers={ouvrir(main.genre, main.objet)} />}
      </Liste>
    </Strate>
  );
}

function LigneDeMain({ main, vers }: { readonly main: MainVue; readonly vers: string | undefined }) {
  const { titre, etat, qui, file, depuis, prochaine, dueLe } = main;
  const nom = file === undefined ? qui : `${qui} (${file})`;
  return (
    <Pile serree>
      <span className={s['texte']}>{vers === undefined ? titre : <Lien vers={vers}>{titre}</Lien>}</span>
      <QuiALaMain
        etat={etat}
        qui={nom}
        depuis={depuis}
        remonteA={etat === 'retard' ? nom : undefined}
        prochaineEtape={{ texte: `${prochaine}, avant`, le: dueLe }}
      />
    </Pile>
  );
}

/** Open things in a few words, by kind. */
export function EnCeMoment({ choses }: { readonly choses: ResumeVu['enCeMoment'] }) {
  if (choses.length === 0) return null;
  return (
    <Strate titre={PAGE.enCeMoment}>
      <Rang>
        {choses.map(({ genre, phrase }) => (
          <Etiquette key={genre} ton="info">
            {phrase}
          </Etiquette>
        ))}
      </Rang>
    </Strate>
  );
}
