import type { PersonneInsi } from '#connectors/insi/index.ts';
import {
  cleMatricule,
  dateNaissanceFhir,
  lireCodeCommune,
  lireMatriculeIns,
  lireOidIns,
  profilLexical,
} from '#lib/identifiants/index.ts';
import { cogLisible } from '../cli/demo/personnes.ts';
import { lireSources, type PersonneFictive } from '../cli/demo/sources.ts';

const OID_DE_TEST = '1.2.250.1.213.1.4.10';

/** Civil record of the trial: everybody the stories name, those without a national identity yet included. */
export async function personnesDInsi(): Promise<readonly PersonneInsi[]> {
  const { personnes } = await lireSources();
  return personnes.flatMap((personne, rang) => enPersonneInsi(personne, rang) ?? []);
}

function enPersonneInsi({ traits, ins }: PersonneFictive, rang: number): PersonneInsi | undefined {
  const dateNaissance = dateNaissanceFhir(traits.dateNaissance);
  const lieu = lireCodeCommune(cogLisible(traits.lieuNaissance.cog));
  const matricule = lireMatriculeIns(ins.matricule ?? matriculeDeTest(traits, rang));
  const oid = lireOidIns(ins.oid ?? OID_DE_TEST, 'essai');
  if (dateNaissance === undefined || !lieu.ok || !matricule.ok || !oid.ok) return undefined;
  return {
    ins: { matricule: matricule.valeur, oid: oid.valeur },
    traits: {
      nomNaissance: profilLexical(traits.nomNaissance),
      prenoms: profilLexical(traits.prenomsNaissance.join(' ')).split(' '),
      sexe: traits.sexe,
      dateNaissance,
      lieuNaissance: lieu.valeur,
    },
    anciens: [],
  };
}

/** A number of the test range, made of the traits as a real one would be. */
function matriculeDeTest({ sexe, dateNaissance, lieuNaissance }: PersonneFictive['traits'], rang: number): string {
  const [annee = '', mois = ''] = dateNaissance.split('-');
  const numero = `${sexe === 'M' ? 1 : 2}${annee.slice(2)}${mois}${cogLisible(lieuNaissance.cog)}${String(rang + 1).padStart(3, '0')}`;
  return `${numero}${cleMatricule(numero)}`;
}
