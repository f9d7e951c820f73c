import { useBrouillon, type Brouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import {
  Bouton,
  Champ,
  ChampDate,
  ChampTelephone,
  ChoixMultiple,
  ChoixUnique,
  Formulaire,
  Panneau,
} from '#web/ui/index.ts';
import { designerConfiance } from '../contract-protection.ts';
import type { PorteeConfiance } from '../vocabulaire-protection.ts';
import type { ProcheProposable } from './AjouterMembre.tsx';
import { ENTOURAGE, OPTIONS_PORTEES } from './textes-entourage.ts';

const VIERGE = {
  genre: undefined as 'proche' | 'nom' | undefined,
  ref: undefined as string | undefined,
  nom: '',
  lien: '',
  telephone: '',
  portees: [] as readonly PorteeConfiance[],
  designeeLe: '',
  accepteeLe: '',
  preuve: '',
  autorisation: '',
};
type Saisie = typeof VIERGE;

interface ProprietesDesigner {
  readonly patient: string;
  readonly proches: readonly ProcheProposable[];
  readonly onFermer: () => void;
}

/** The written designation, as it is on the paper: nothing is ticked beforehand. */
export function DesignerConfiance({ patient, proches, onFermer }: ProprietesDesigner) {
  const brouillon = useBrouillon(`cercle.confiance:${patient}`, VIERGE);
  const { saisie, modifier } = brouillon;
  const envoi = useAction(designerConfiance, {
    apres: () => {
      brouillon.effacer();
      notifier(ENTOURAGE.designee);
      onFermer();
    },
  });
  return (
    <Panneau titre={ENTOURAGE.designer} ouvert onFermer={onFermer}>
      <Formulaire
        nom={ENTOURAGE.designer}
        erreurs={envoi.erreurs}
        erreurGenerale={envoi.erreurGenerale}
        onEnvoyer={() => envoi.executer(entreeDe(patient, saisie))}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {ENTOURAGE.designerEnvoyer}
          </Bouton>
        }
      >
        <Qui brouillon={brouillon} proches={proches} />
        <ChoixMultiple
          nom="portees"
          libelle={ENTOURAGE.portees}
          options={OPTIONS_PORTEES}
          valeurs={saisie.portees}
          onChange={(portees) => modifier({ portees })}
        />
        <Papier brouillon={brouillon} />
      </Formulaire>
    </Panneau>
  );
}

type AvecBrouillon = { readonly brouillon: Brouillon<Saisie> };

function Qui({
  brouillon: { saisie, modifier },
  proches,
}: AvecBrouillon & { readonly proches: readonly ProcheProposable[] }) {
  return (
    <>
      <ChoixUnique
        nom="qui"
        libelle={ENTOURAGE.qui}
        options={[
          { valeur: 'proche', libelle: ENTOURAGE.quiProche },
          { valeur: 'nom', libelle: ENTOURAGE.quiAutre },
        ]}
        valeur={saisie.genre}
        onChange={(genre) => modifier({ genre })}
      />
      {saisie.genre === 'proche' && (
        <ChoixUnique
          nom="qui.ref"
          libelle={ENTOURAGE.proche}
          options={proches.map(({ ref, nom, precision }) => ({ valeur: ref, libelle: nom, precision }))}
          valeur={saisie.ref}
          onChange={(ref) => modifier({ ref })}
        />
      )}
      {saisie.genre === 'nom' && (
        <>
          <Champ nom="qui.nom" libelle={ENTOURAGE.nom} valeur={saisie.nom} onChange={(nom) => modifier({ nom })} />
          <Champ
            nom="qui.lien"
            libelle={ENTOURAGE.lien}
            aide={ENTOURAGE.lienAide}
            valeur={saisie.lien}
            onChange={(lien) => modifier({ lien })}
          />
          <ChampTelephone
            nom="qui.telephone"
            libelle={ENTOURAGE.telephone}
            valeur={saisie.telephone}
            onChange={(telephone) => modifier({ telephone })}
          />
        </>
      )}
    </>
  );
}

function Papier({ brouillon: { saisie, modifier } }: AvecBrouillon) {
  return (
    <>
      <ChampDate
        nom="designeeLe"
        libelle={ENTOURAGE.designeeLe}
        valeur={saisie.designeeLe}
        onChange={(designeeLe) => modifier({ designeeLe })}
      />
      <ChampDate
        nom="accepteeLe"
        libelle={ENTOURAGE.accepteeLe}
        aide={ENTOURAGE.accepteeAide}
        facultatif
        valeur={saisie.accepteeLe}
        onChange={(accepteeLe) => modifier({ accepteeLe })}
      />
      <Champ
        nom="preuve"
        libelle={ENTOURAGE.preuve}
        aide={ENTOURAGE.preuveAide}
        valeur={saisie.preuve}
        onChange={(preuve) => modifier({ preuve })}
      />
      <Champ
        nom="autorisation"
        libelle={ENTOURAGE.autorisation}
        aide={ENTOURAGE.autorisationAide}
        facultatif
        valeur={saisie.autorisation}
        onChange={(autorisation) => modifier({ autorisation })}
      />
    </>
  );
}

/** The server names what is missing: an unanswered question is sent as it is. */
function entreeDe(patient: string, saisie: Saisie) {
  const { genre, ref = '', nom, lien, telephone, portees, designeeLe, accepteeLe, preuve, autorisation } = saisie;
  return {
    patient,
    qui: genre === 'nom' ? { genre, nom, lien, telephone } : { genre: genre as 'proche', ref },
    portees: [...portees],
    designeeLe,
    ...(accepteeLe === '' ? {} : { accepteeLe }),
    preuve,
    ...(autorisation === '' ? {} : { autorisation }),
  };
}
