export {
  type AccordLu,
  type CodeAttente,
  type CodeMotif,
  type CodeUrgence,
  type DemandeLue,
  type MessageLibre,
  type PersonneLue,
  type TelephoneLu,
  type Trouve,
} from './demande-lue.ts';
export { candidatDepuisDemande, lireDemande } from './lire-demande.ts';
