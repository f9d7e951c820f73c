import type { z } from 'zod';
import { useRelireSiPerimee } from '#modules/cercle/web/relire.ts';
import { useBrouillon } from '#web/brouillon.ts';
import { notifier } from '#web/coquille/passagers.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Formulaire, Rang, Strate } from '#web/ui/index.ts';
import { corrigerTraits, type identite } from '../contract.ts';
import { ChampSexe, ChampsComplement, ChampsCoordonnees, ChampsIdentite } from './ChampsIdentite.tsx';
import s from './Dossier.module.css';
import { IDENTITE, NOUVELLE } from './textes.ts';
import { differences, saisieDepuis, traitsEnvoyes, type Saisie } from './traits-saisis.ts';

export type Fiche = z.output<typeof identite.sortie>;

interface ProprietesCorriger {
  readonly patient: string;
  readonly fiche: Fiche;
}

/** The draft remembers the version it started from: when somebody else wrote meanwhile, both are shown and nothing is lost. */
export function CorrigerTraits({ patient, fiche }: ProprietesCorriger) {
  const brouillon = useBrouillon(`identite:${patient}`, { ...saisieDepuis(fiche.traits), version: fiche.version });
  const { saisie, modifier } = brouillon;
  const envoi = useAction(corrigerTraits, {
    apres: ({ statutIns }) => {
      const redevenue = fiche.statutIns.code !== 'PROV' && statutIns.code === 'PROV';
      brouillon.effacer();
      notifier(redevenue ? IDENTITE.provisoire : IDENTITE.enregistree);
    },
  });
  useRelireSiPerimee(envoi.erreur);
  const envoyer = (version: number) => envoi.executer({ patient, version, traits: traitsEnvoyes(saisie) });
  const perimee = fiche.version !== saisie.version || envoi.erreur?.code === 'cordee.version_perimee';
  return (
    <Strate>
      {perimee && !envoi.enCours && (
        <EntreTemps
          saisie={saisie}
          fiche={fiche}
          onGarder={() => {
            modifier({ version: fiche.version });
            envoyer(fiche.version);
          }}
          onReprendre={() => {
            envoi.oublier();
            brouillon.effacer();
          }}
        />
      )}
      <Formulaire
        nom={IDENTITE.titre}
        direObligatoire
        erreurs={envoi.erreurs}
        erreurGenerale={perimee ? undefined : envoi.erreurGenerale}
        onEnvoyer={() => envoyer(saisie.version)}
        actions={
          <Bouton type="submit" variante="principal" enCours={envoi.enCours}>
            {IDENTITE.enregistrer}
          </Bouton>
        }
      >
        <ChampsCoordonnees saisie={saisie} onChange={modifier} />
        {fiche.strictsFermesPourquoi === undefined ? (
          <>
            <ChampsIdentite saisie={saisie} onChange={modifier} />
            <Champ
              nom="naissance"
              libelle={NOUVELLE.naissance}
              aide={NOUVELLE.naissanceAide}
              court
              valeur={saisie.naissance}
              onChange={(naissance) => modifier({ naissance })}
            />
            <ChampSexe saisie={saisie} onChange={modifier} />
            <ChampsComplement saisie={saisie} onChange={modifier} />
          </>
        ) : (
          <p>{fiche.strictsFermesPourquoi}</p>
        )}
      </Formulaire>
    </Strate>
  );
}

interface ProprietesEntreTemps {
  readonly saisie: Saisie;
  readonly fiche: Fiche;
  readonly onGarder: () => void;
  readonly onReprendre: () => void;
}

function EntreTemps({ saisie, fiche, onGarder, onReprendre }: ProprietesEntreTemps) {
  return (
    <Avis ton="attention" titre={IDENTITE.entreTemps} annonce>
      <p>{IDENTITE.entreTempsSuite}</p>
      <table className={s['differences']}>
        <caption className="hors-vue">{IDENTITE.entreTempsSuite}</caption>
        <thead>
          <tr>
            <th scope="col">Information</th>
            <th scope="col">{IDENTITE.votreSaisie}</th>
            <th scope="col">{IDENTITE.maintenant}</th>
          </tr>
        </thead>
        <tbody>
          {differences(saisie, fiche.traits).map(({ champ, saisi, dansLaFiche }) => (
            <tr key={champ}>
              <th scope="row">{champ}</th>
              <td>{saisi || 'rien'}</td>
              <td>{dansLaFiche || 'rien'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rang>
        <Bouton onPress={onGarder}>{IDENTITE.garder}</Bouton>
        <Bouton variante="discret" onPress={onReprendre}>
          {IDENTITE.reprendre}
        </Bouton>
      </Rang>
    </Avis>
  );
}
