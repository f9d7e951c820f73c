import { z } from 'zod';
import { useAdresse, useParametre } from '#web/adresse.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { cheminPersonne } from '#web/chemins.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { useAction, useVue } from '#web/requetes.ts';
import { useMoi } from '#web/session/session.tsx';
import { Avis, Bouton, Impression, Page, Pile } from '#web/ui/index.ts';
import {
  copie,
  direCompris,
  donnerCopie,
  maCopie,
  noterCompris,
  noterRemise,
  type CopieVue,
} from '../contract-copie.ts';
import s from './Cercle.module.css';
import { DeuxQuestions } from './DeuxQuestions.tsx';
import { COPIE } from './textes.ts';
import { ENTOURAGE } from './textes-entourage.ts';
import { formaterDateCourte, formaterTelephone } from '#web/format.ts';

/** For whom the page is made, when it is not the person herself. */
const RecherchePour = z.object({ representant: z.string().optional() });

/** The person's own copy, printed by whoever accompanies her, or given by a link. */
export function CopiePage() {
  const patient = useParametre('id');
  const moi = useMoi();
  const { representant } = useAdresse(RecherchePour).recherche;
  const pour = representant === undefined ? { patient } : { patient, representant };
  const vue = useVue(copie, pour);
  const remise = useAction(noterRemise, { apres: ({ a }) => notifier(ENTOURAGE.remisA(a)) });
  const lien = useAction(donnerCopie);
  const reponses = useAction(noterCompris);
  return (
    <Page titre={COPIE.titrePro} etroite retour={{ vers: cheminPersonne(patient), texte: COPIE.retour }}>
      <EtatDeVue vue={vue} chargement={COPIE.chargement}>
        {(lue) => (
          <Pile>
            <Impression titre={COPIE.titre} par={moi.nom}>
              <Copie copie={lue} />
            </Impression>
            {lien.sortie === undefined ? (
              <Bouton enCours={lien.enCours} onPress={() => lien.executer(pour)}>
                {COPIE.donner}
              </Bouton>
            ) : (
              <Avis ton="succes" titre={COPIE.lien} annonce>
                <p className={s['adresse']}>{lien.sortie.adresse}</p>
                <p>{COPIE.lienJusque(formaterDateCourte(lien.sortie.expireLe))}</p>
              </Avis>
            )}
            {representant === undefined ? (
              <DeuxQuestions
                envoi={{
                  enCours: reponses.enCours,
                  erreurs: reponses.erreurs,
                  bonnes: reponses.sortie?.bonnes,
                  executer: (donnees) => reponses.executer({ patient, ...donnees }),
                }}
              />
            ) : (
              <Bouton
                variante="principal"
                enCours={remise.enCours}
                onPress={() => remise.executer({ patient, representant })}
              >
                {ENTOURAGE.remis}
              </Bouton>
            )}
            {remise.erreurGenerale !== undefined && <Avis ton="attention" titre={remise.erreurGenerale} annonce />}
          </Pile>
        )}
      </EtatDeVue>
    </Page>
  );
}

/** Behind the link she was given: nothing else opens with it. */
export function MaCopiePage() {
  const vue = useVue(maCopie, {});
  const reponses = useAction(direCompris);
  return (
    <Page titre={COPIE.titre} etroite>
      <EtatDeVue vue={vue} chargement={COPIE.chargement}>
        {(lue) => (
          <Pile>
            <Impression titre={COPIE.titre}>
              <Copie copie={lue} />
            </Impression>
            {lue.pour === undefined && (
              <DeuxQuestions
                envoi={{
                  enCours: reponses.enCours,
                  erreurs: reponses.erreurs,
                  bonnes: reponses.sortie?.bonnes,
                  executer: reponses.executer,
                }}
              />
            )}
          </Pile>
        )}
      </EtatDeVue>
    </Page>
  );
}

function Copie({
  copie: { pour, etat, couvre, lecteurs, ferme, supports, mesures, appeler, version },
}: {
  readonly copie: CopieVue;
}) {
  return (
    <div className={s['copie']}>
      {pour !== undefined && <p>{ENTOURAGE.pour(pour)}.</p>}
      <p>{etat}.</p>
      {couvre !== undefined && <p>{couvre}</p>}
      <h2>{COPIE.qui}</h2>
      {lecteurs.length === 0 ? (
        <p>{COPIE.personne}</p>
      ) : (
        <ul>
          {lecteurs.map(({ nom, fonction, telephone, lit }) => (
            <li key={`${nom}:${fonction}`}>
              <strong>{nom}</strong>, {fonction}
              {telephone !== undefined && <span>, {formaterTelephone(telephone)}</span>}
              <br />
              {COPIE.lit} {lit.join(' ; ').toLowerCase()}.
            </li>
          ))}
        </ul>
      )}
      {ferme.length > 0 && (
        <p>
          {COPIE.neLitPas} {ferme.join(', ')}.
        </p>
      )}
      <h2>{COPIE.ou}</h2>
      <p>{[...supports, ...mesures].join(' ; ')}.</p>
      <h2>{COPIE.changer}</h2>
      <p>{COPIE.changerComment}</p>
      {appeler !== undefined && (
        <p>
          {COPIE.appeler} <strong>{appeler.nom}</strong>, <strong>{formaterTelephone(appeler.telephone)}</strong>.
        </p>
      )}
      <p>
        {COPIE.version} {version}
      </p>
    </div>
  );
}
