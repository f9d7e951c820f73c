import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { accorder, formaterNombre, formaterTelephone } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { Avis, Carte, Grille, Lien, Page, Vide } from '#web/ui/index.ts';
import type { z } from 'zod';
import { vueFiles } from '../contract.ts';
import { CHEMIN_TERRITOIRE, cheminFile } from './chemins.ts';
import { TEXTES } from './textes.ts';
import s from './Files.module.css';

type File = z.output<typeof vueFiles.sortie>['files'][number];

/** What arrives without being taken, and who is called, in order. */
export function FilesPage() {
  const vue = useVue(vueFiles, {});
  return (
    <Page titre={TEXTES.files} retour={{ vers: CHEMIN_TERRITOIRE, texte: TEXTES.titre }}>
      <EtatDeVue vue={vue} chargement="Chargement des files">
        {({ files, reglerFerme }) => (
          <>
            {reglerFerme !== undefined && <Avis titre={reglerFerme} />}
            {files.length === 0 && (
              <Vide titre="Les files du territoire apparaîtront ici, avec la personne qui répond." />
            )}
            <Grille>
              {files.map((file) => (
                <CarteDeFile key={file.cle} file={file} reglable={reglerFerme === undefined} />
              ))}
            </Grille>
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

function CarteDeFile({ file, reglable }: { readonly file: File; readonly reglable: boolean }) {
  return (
    <Carte
      titre={file.nom}
      nombre={formaterNombre(file.enAttente)}
      actions={
        reglable && (
          <Lien vers={cheminFile(file.cle)} nomComplet={`${TEXTES.reglerFile} : ${file.nom}`}>
            {TEXTES.reglerFile}
          </Lien>
        )
      }
    >
      <p>
        {accorder(file.enAttente, 'chose attend', 'choses attendent')} · {file.structure}
      </p>
      <ol className={s['echelle']}>
        {file.porteurs.map(({ ref, nom, telephone }, rang) => (
          <li key={ref}>
            <span className={s['rang']}>{rang === 0 ? 'D’abord' : 'Puis'}</span>
            <span>
              {nom}
              <br />
              <Lien vers={`tel:${telephone}`}>{formaterTelephone(telephone)}</Lien>
            </span>
          </li>
        ))}
      </ol>
    </Carte>
  );
}
