import type { z } from 'zod';
import { useBrouillon, type Brouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Bouton, Case, Champ, ChoixMultiple, ChoixUnique, Formulaire, Panneau } from '#web/ui/index.ts';
import { noterAvis, type MembreVu } from '../contract.ts';
import type { FamillePartagee, Mode } from '../vocabulaire.ts';
import { NOTER, OPTIONS_FAMILLES, OPTIONS_MODES } from './textes.ts';

type Etat = keyof typeof NOTER.etats;
const VIERGE = {
  etat: undefined as Etat | undefined,
  mode: undefined as Mode | undefined,
  aupresDe: '',
  etendue: undefined as 'equipe' | 'tous' | undefined,
  familles: [] as readonly FamillePartagee[],
  notice: false,
  motif: '',
  consultee: '',
  vise: undefined as 'tous' | 'membres' | undefined,
  vises: [] as readonly string[],
};
type Saisie = typeof VIERGE;
type Entree = z.input<typeof noterAvis.entree>;
const OPTIONS_ETATS = (Object.keys(NOTER.etats) as Etat[]).map((valeur) => ({ valeur, ...NOTER.etats[valeur] }));

interface ProprietesNoter {
  readonly patient: string;
  readonly membres: readonly MembreVu[];
  readonly onFermer: () => void;
}

/** « Noter une information »: nothing is ticked beforehand (SP-11), each answer opens only its own questions. */
export function NoterAvis({ patient, membres, onFermer }: ProprietesNoter) {
  const brouillon = useBrouillon(`cercle.avis:${patient}`, VIERGE);
  const envoi = useAction(noterAvis, {
    apres: () => {
      brouillon.effacer();
      notifier(NOTER.note);
      onFermer();
    },
  });
  const { saisie, modifier } = brouillon;
  return (
    <Panneau titre={NOTER.titre} ouvert onFermer={onFermer}>
      <Formulaire
        nom={NOTER.titre}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(entreeDe(patient, saisie))}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {NOTER.envoyer}
          </Bouton>
        }
      >
        <ChoixUnique
          nom="etat"
          libelle={NOTER.etat}
          options={OPTIONS_ETATS}
          valeur={saisie.etat}
          onChange={(etat) => modifier({ etat })}
        />
        {saisie.etat === 'impossible' && <Empechement brouillon={brouillon} />}
        {saisie.etat !== undefined && saisie.etat !== 'impossible' && (
          <ChoixUnique
            nom="mode"
            libelle={NOTER.mode}
            options={OPTIONS_MODES}
            valeur={saisie.mode}
            onChange={(mode) => modifier({ mode })}
          />
        )}
        {saisie.etat === 'accord' && <Etendue brouillon={brouillon} />}
        {saisie.etat === 'opposee' && <Vise brouillon={brouillon} membres={membres} />}
      </Formulaire>
    </Panneau>
  );
}

interface AvecBrouillon {
  readonly brouillon: Brouillon<Saisie>;
}

function Empechement({ brouillon: { saisie, modifier } }: AvecBrouillon) {
  return (
    <>
      <Champ
        nom="motif"
        libelle={NOTER.motif}
        aide={NOTER.motifAide}
        valeur={saisie.motif}
        onChange={(motif) => modifier({ motif })}
      />
      <Champ
        nom="personneConsultee"
        libelle={NOTER.consultee}
        aide={NOTER.consulteeAide}
        facultatif
        valeur={saisie.consultee}
        onChange={(consultee) => modifier({ consultee })}
      />
    </>
  );
}

function Etendue({ brouillon: { saisie, modifier } }: AvecBrouillon) {
  return (
    <>
      <Champ
        nom="aupresDe"
        libelle={NOTER.aupresDe}
        aide={NOTER.aupresDeAide}
        facultatif
        valeur={saisie.aupresDe}
        onChange={(aupresDe) => modifier({ aupresDe })}
      />
      <ChoixUnique
        nom="perimetre"
        libelle={NOTER.perimetre}
        options={[
          { valeur: 'equipe', libelle: NOTER.perimetreEquipe },
          { valeur: 'tous', libelle: NOTER.perimetreTous },
        ]}
        valeur={saisie.etendue}
        onChange={(etendue) => modifier({ etendue })}
      />
      {saisie.etendue === 'tous' && (
        <>
          <ChoixMultiple
            nom="perimetre.familles"
            libelle={NOTER.familles}
            options={OPTIONS_FAMILLES}
            valeurs={saisie.familles}
            onChange={(familles) => modifier({ familles })}
          />
          <Case
            nom="perimetre.noticeRemise"
            libelle={NOTER.notice}
            precision={NOTER.noticePrecision}
            cochee={saisie.notice}
            onChange={(notice) => modifier({ notice })}
          />
        </>
      )}
    </>
  );
}

function Vise({ brouillon: { saisie, modifier }, membres }: AvecBrouillon & Pick<ProprietesNoter, 'membres'>) {
  const opposables = membres.flatMap(({ ref, nom, libelleFonction }) =>
    ref === undefined ? [] : [{ valeur: ref, libelle: nom, precision: libelleFonction }],
  );
  return (
    <>
      <ChoixUnique
        nom="vise"
        libelle={NOTER.vise}
        options={[
          { valeur: 'tous', libelle: NOTER.viseTous },
          { valeur: 'membres', libelle: NOTER.viseMembres },
        ]}
        valeur={saisie.vise}
        onChange={(vise) => modifier({ vise })}
      />
      {saisie.vise === 'membres' && (
        <ChoixMultiple
          nom="vises"
          libelle={NOTER.viseQui}
          options={opposables}
          valeurs={saisie.vises}
          onChange={(vises) => modifier({ vises })}
        />
      )}
    </>
  );
}

/** The server names what is missing: an unanswered question is sent as it is. */
function entreeDe(patient: string, saisie: Saisie): Entree {
  const { etat, mode, aupresDe, motif, consultee } = saisie;
  if (etat === 'impossible')
    return { etat, patient, motif, ...(consultee === '' ? {} : { personneConsultee: consultee }) };
  if (etat === 'opposee')
    return {
      etat,
      patient,
      mode: mode as Mode,
      vise: saisie.vise === 'membres' ? [...saisie.vises] : (saisie.vise as 'tous'),
    };
  if (etat === 'accord') {
    return { etat, patient, mode: mode as Mode, ...(aupresDe === '' ? {} : { aupresDe }), ...perimetreDe(saisie) };
  }
  return { etat: etat as 'informee', patient, mode: mode as Mode };
}

function perimetreDe({ etendue, familles, notice }: Saisie) {
  if (etendue !== 'tous') return {};
  return { perimetre: { familles: [...familles], membres: 'cercle' as const, noticeRemise: notice as true } };
}
