import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { EtatDeVue } from '#web/EtatDeVue.tsx';
import { formaterDateCourte, formaterNombre } from '#web/format.ts';
import { useAction, useVue } from '#web/requetes.ts';
import { Bouton, Champ, ChoixUnique, Formulaire, Liste, Page, Pile, Strate } from '#web/ui/index.ts';
import { changerReglage, vueReglages, type ParametreVu } from '../contract.ts';
import { TEXTES } from './textes.ts';

/** What a territory may set: each with its sentence, its value, the national one, and who changed it. */
export function ReglagesPage() {
  const vue = useVue(vueReglages, {});
  return (
    <Page titre={TEXTES.titre} etroite retour={{ vers: '/territoire', texte: TEXTES.retour }}>
      <p>{TEXTES.explication}</p>
      <EtatDeVue vue={vue} chargement={TEXTES.chargement}>
        {({ parametres }) => (
          <>
            {[...Map.groupBy(parametres, ({ groupe }) => groupe)].map(([groupe, membres]) => (
              <Strate key={groupe} titre={groupe}>
                <Liste legende={groupe} elements={membres} cle={({ code }) => code} vide={null} espacee>
                  {(parametre) => <Reglage parametre={parametre} />}
                </Liste>
              </Strate>
            ))}
            <Changer parametres={parametres} />
          </>
        )}
      </EtatDeVue>
    </Page>
  );
}

function Reglage({ parametre }: { readonly parametre: ParametreVu }) {
  const { phrase, unite, valeur, national, min, max, histoire } = parametre;
  return (
    <Pile>
      <p>{phrase}</p>
      <p>
        <strong>
          {formaterNombre(valeur)} {unite}
        </strong>
        {valeur === national ? ', comme partout en France.' : `. Ailleurs : ${formaterNombre(national)}.`} Possible de{' '}
        {formaterNombre(min)} à {formaterNombre(max)}.
      </p>
      {histoire.map(({ avant, apres, par, le, motif }) => (
        <p key={le}>
          {formaterDateCourte(le.slice(0, 10))}, {par} : {formaterNombre(avant)} devient {formaterNombre(apres)}.{' '}
          {motif}
        </p>
      ))}
    </Pile>
  );
}

const VIERGE = { code: '', valeur: '', motif: '' };

function Changer({ parametres }: { readonly parametres: readonly ParametreVu[] }) {
  const { saisie, modifier, effacer } = useBrouillon('reglages.changer', VIERGE);
  const envoi = useAction(changerReglage, {
    apres: () => {
      effacer();
      notifier(TEXTES.fait);
    },
  });
  const choisi = parametres.find(({ code }) => code === saisie.code);
  return (
    <Strate titre={TEXTES.changer}>
      <Formulaire
        nom={TEXTES.changer}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(saisie)}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {TEXTES.enregistrer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="code"
          libelle={TEXTES.lequel}
          presentation="liste"
          options={parametres.map(({ code, groupe, phrase }) => ({ valeur: code, libelle: `${groupe} : ${phrase}` }))}
          valeur={choisi?.code}
          onChange={(code) => modifier({ code })}
        />
        <Champ
          nom="valeur"
          libelle={TEXTES.valeur}
          aide={choisi === undefined ? undefined : `De ${choisi.min} à ${choisi.max} ${choisi.unite}.`}
          clavier="numeric"
          court
          valeur={saisie.valeur}
          onChange={(valeur) => modifier({ valeur })}
        />
        <Champ
          nom="motif"
          libelle={TEXTES.motif}
          lignes={2}
          valeur={saisie.motif}
          onChange={(motif) => modifier({ motif })}
        />
      </Formulaire>
    </Strate>
  );
}
