import { BandeauUrgence } from '#modules/urgence/web/BandeauUrgence.tsx';
import { useParametre } from '#web/adresse.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte, formaterMoment, formaterTelephone } from '#web/format.ts';
import { useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Impression, Page, useMaintenant } from '#web/ui/index.ts';
import { resume } from '../contract.ts';
import type { ResumeVu } from '../contract-vues.ts';
import { cheminPersonne } from './chemins.ts';
import s from './Dossier.module.css';
import { naissanceEnMots } from './PersonnePage.tsx';
import { FEUILLE, PAGE, PROCHES } from './textes.ts';

export function FeuillePage() {
  return <Feuille patient={useParametre('id')} />;
}

/** The summary on one sheet, for a visit or a transfer: only what this reader may read. */
export function Feuille({ patient }: { readonly patient: string }) {
  const vue = useVue(resume, { patient });
  return (
    <Page titre={PAGE.imprimer} etroite retour={{ vers: cheminPersonne(patient), texte: FEUILLE.retour }}>
      <BandeauUrgence patient={patient} />
      <EtatDeVue vue={vue} chargement={PAGE.chargement}>
        {(personne) => <Imprime personne={personne} />}
      </EtatDeVue>
    </Page>
  );
}

function Imprime({ personne }: { readonly personne: ResumeVu }) {
  const maintenant = useMaintenant();
  const moi = useMoi();
  const { nom, nomNaissance, adresse, telephone, reference, statutIns, aSavoir, mains, cercle, proches, evenements } =
    personne;
  const qui = [
    naissanceEnMots(personne),
    nomNaissance === undefined ? undefined : `nom de naissance ${nomNaissance}`,
    adresse,
    telephone === undefined ? undefined : formaterTelephone(telephone),
    statutIns.mots,
    reference,
  ];
  return (
    <Impression titre={FEUILLE.titre(nom)} par={moi.nom}>
      <div className={s['feuille']}>
        <p>{qui.filter((mot) => mot !== undefined).join(' · ')}</p>
        <Rubrique
          titre={PAGE.aSavoir}
          lignes={aSavoir.map(
            ({ texte, auteur, verifieLe, conteste }) =>
              `${texte} (${auteur}, vérifié le ${formaterDateCourte(verifieLe)}${conteste === undefined ? '' : ', contesté'})`,
          )}
        />
        <Rubrique
          titre={PAGE.mains}
          lignes={mains.map(
            ({ titre, qui: porteur, prochaine, dueLe }) =>
              `${titre} : ${porteur}, ${prochaine} avant ${formaterMoment(dueLe, maintenant)}`,
          )}
        />
        <Rubrique
          titre="Le cercle"
          lignes={cercle
            .filter(({ present }) => present)
            .map((membre) =>
              [membre.nom, membre.libelleFonction, joindre(membre.telephone)].filter(Boolean).join(' · '),
            )}
        />
        <Rubrique
          titre={PROCHES.titre}
          lignes={proches.map((p) => [p.nom, p.lien, ...p.roles, joindre(p.telephone)].filter(Boolean).join(' · '))}
        />
        <Rubrique
          titre={FEUILLE.evenements}
          lignes={evenements.map(({ le, titre, detail, auteur }) =>
            [`${formaterDateCourte(le)} : ${titre}`, detail, auteur].filter((mot) => mot !== undefined).join(' · '),
          )}
        />
      </div>
    </Impression>
  );
}

const joindre = (telephone: string | undefined) => (telephone === undefined ? undefined : formaterTelephone(telephone));

function Rubrique({ titre, lignes }: { readonly titre: string; readonly lignes: readonly string[] }) {
  if (lignes.length === 0) return null;
  return (
    <section>
      <h2>{titre}</h2>
      <ul>
        {lignes.map((ligne) => (
          <li key={ligne}>{ligne}</li>
        ))}
      </ul>
    </section>
  );
}
