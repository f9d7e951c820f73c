import type { Module } from '#socle/module.ts';
import { annulerEnvoi } from './actions/annuler-envoi.ts';
import { ecarter } from './actions/ecarter.ts';
import { ecrire, repondre } from './actions/ecrire.ts';
import { classer, marquerLu, prendre, rattacher, renvoyerAutrement } from './actions/traiter.ts';
import { relireAvec } from './actions/relire.ts';
import type { Carnet } from './carnet.ts';
import { FAITS } from './faits.ts';
import type { Salles } from './reception/rangement.ts';
import { SONNERIES } from './sonneries.ts';
import { vueDocument } from './vues/document.ts';
import { vueFil } from './vues/fil.ts';
import { vueFils } from './vues/fils.ts';
import { vuePiece, vuePieces, type Verification } from './vues/pieces.ts';
import { vueDestinataires, vueEtatDuMessage, vueQuarantaine } from './vues/quarantaine.ts';

/**
 * The room of secure mail, given the directory it resolves its correspondents with, the rooms it offers mail to, and whether an antivirus
 * looks at what arrives.
 */
export function creerMessagerie(
  annuaire: Carnet,
  salles: () => Salles,
  verification: Verification = { antivirus: false },
): Module {
  return {
    nom: 'messagerie',
    actions: [
      ecrire(annuaire),
      repondre,
      annulerEnvoi,
      prendre,
      classer,
      rattacher,
      renvoyerAutrement,
      marquerLu,
      ecarter,
      relireAvec(annuaire, salles),
    ],
    vues: [
      vueFils,
      vueFil(annuaire, verification),
      vueQuarantaine,
      vueEtatDuMessage,
      vueDocument,
      vuePiece(verification),
      vuePieces(verification),
      vueDestinataires(annuaire),
    ],
    faits: FAITS,
    sonneries: SONNERIES,
  };
}

export type { Carnet } from './carnet.ts';
export { canalMssante, type CanalMssante } from './envoi/canal.ts';
export { ecrireMessage, type MessageAEcrire, type MessageEcritDansFil } from './envoi/ecrire-message.ts';
export { rattacherFil, type Rattachement } from './fils/rattacher-fil.ts';
export { releverBoite, type BilanReleve, type Reception } from './reception/relever-boite.ts';
export { piecesEnBinary } from './pieces/exporter.ts';
export { verifierLesPieces, type VerificationDesPieces } from './pieces/verifier.ts';
export { lireTranche, TRANCHE } from './pieces/store.ts';
export { vuesDesOctets, type EnTeteDePiece, type Verification } from './vues/pieces.ts';
export { filsDe, type FilDeLObjet } from './vues/fil.ts';
