import type { Hasard } from './hasard.ts';
import type { Membre, Professionnel, Structure, Territoire } from './modele.ts';
import { PERSONAS } from './personas.ts';
import { idStructureFhir, refSituation } from './references.ts';

export interface Acteur {
  /** What signs: `PractitionerRole/…`, `Organization/…`, `proche:…`, `personne` or a short phone number. */
  readonly ref: string;
  readonly nom: string;
  readonly persona?: string;
  readonly telephone?: string;
}

/** Names of the stories (« @mt », « sad_a », « sophie-marchand ») turned into people and structures of the territory. */
export interface Distribution {
  readonly acteur: (nom: string) => Acteur;
}

export interface Roles {
  /** Fixed for one person: her general practitioner, nurse, coordinator… */
  readonly fixes: ReadonlyMap<string, Acteur>;
  readonly territoire: Territoire;
}

function deProfessionnel(pro: Professionnel): Acteur {
  const activite = pro.activites[0];
  if (!activite) throw new Error(`${pro.rpps} n’a pas d’activité.`);
  const persona = PERSONAS.find(
    (p) =>
      p.nom === pro.nom && p.prenom === pro.prenom && p.rppsRang !== undefined && activite.profession === p.profession,
  );
  const titre = pro.titre ? 'Dr ' : '';
  return {
    ref: `PractitionerRole/${refSituation(pro.rpps, activite)}`,
    nom: `${titre}${pro.prenom} ${pro.nom}`,
    ...(persona
      ? { persona: persona.id, telephone: persona.fixe ?? persona.mobile }
      : { telephone: activite.structure.telephone }),
  };
}

function deMembre(membre: Membre): Acteur {
  const persona = PERSONAS.find((p) => p.id === membre.identifiant);
  return {
    ref: `PractitionerRole/sit-${membre.identifiant}`,
    nom: `${membre.prenom} ${membre.nom}`,
    telephone: persona?.fixe ?? membre.telephone,
    ...(persona ? { persona: persona.id } : {}),
  };
}

function deStructure(structure: Structure): Acteur {
  return { ref: `Organization/${idStructureFhir(structure)}`, nom: structure.nom, telephone: structure.telephone };
}

function professionnels(
  territoire: Territoire,
  profession: string,
  mode: 'L' | 'S',
  savoirs?: readonly string[],
): Professionnel[] {
  return territoire.professionnels.filter((pro) => {
    const activite = pro.activites[0];
    if (activite?.profession !== profession || activite.mode !== mode) return false;
    return savoirs ? pro.savoirFaire.some((s) => savoirs.includes(s)) : pro.savoirFaire.length === 0;
  });
}

const GENERALISTES = ['SM26', 'SM53', 'SM54'];
const GROUPES: Readonly<Record<string, (t: Territoire) => Professionnel[]>> = {
  mg: (t) => professionnels(t, '10', 'L', GENERALISTES),
  idel: (t) => professionnels(t, '60', 'L'),
  pharma: (t) => professionnels(t, '21', 'L'),
  kine: (t) => professionnels(t, '70', 'L'),
  ipa: (t) => professionnels(t, '60', 'S', ['SI01']),
};

/** « @mg:2 »: the second general practitioner of the territory, personas apart. Stable from one run to the next. */
function parRang(territoire: Territoire, nom: string): Acteur | undefined {
  const [, groupe = '', rang = '1'] = /^@(mg|idel|pharma|kine|ipa)(?::(\d+))?$/.exec(nom) ?? [];
  const liste = GROUPES[groupe]?.(territoire).filter(
    (pro) => !PERSONAS.some((p) => p.nom === pro.nom && p.prenom === pro.prenom),
  );
  const choisi = liste?.[Number(rang) - 1];
  return choisi ? deProfessionnel(choisi) : undefined;
}

function nomme(territoire: Territoire, nom: string): Acteur | undefined {
  const persona = PERSONAS.find((p) => p.id === nom);
  const membre = territoire.membres.find((m) => m.identifiant === (nom === '@service_social_ch' ? 'ch-r9441-1' : nom));
  if (membre) return deMembre(membre);
  if (persona) {
    const pro = territoire.professionnels.find((p) => p.nom === persona.nom && p.prenom === persona.prenom);
    return pro ? deProfessionnel(pro) : undefined;
  }
  const structure = territoire.structures.find((s) => s.cle === nom);
  return structure ? deStructure(structure) : undefined;
}

export function distribuer({ fixes, territoire }: Roles): Distribution {
  return {
    acteur: (nom) => {
      if (nom === '15') return { ref: '15', nom: 'SAMU – Centre 15' };
      const trouve = fixes.get(nom) ?? nomme(territoire, nom) ?? parRang(territoire, nom);
      if (!trouve) throw new Error(`« ${nom} » n’est personne dans le territoire.`);
      return trouve;
    },
  };
}

/** The cast of one drawn story: who follows this person, and which services her coordinator calls. */
export function tirerRoles(hasard: Hasard, territoire: Territoire, sansMedecin: boolean): Map<string, Acteur> {
  const role = (groupe: string): Acteur => deProfessionnel(hasard.choisir(GROUPES[groupe]?.(territoire) ?? []));
  const structure = (cle: string): Acteur => {
    const trouvee = nomme(territoire, cle);
    if (!trouvee) throw new Error(`La structure ${cle} n’existe pas.`);
    return trouvee;
  };
  const [sad1 = 'sad_a', sad2 = 'sad_b'] = hasard.melanger(['sad_a', 'sad_b', 'sad_c', 'sad_d']);
  const roles = new Map<string, Acteur>([
    ['@idel', role('idel')],
    ['@pharma', role('pharma')],
    ['@coordo', structure(hasard.chance(0.55) ? 'sophie-marchand' : 'thomas-lefevre')],
    ['@sad1', structure(sad1)],
    ['@sad2', structure(sad2)],
    ['@sad_muet', structure(hasard.choisir(['sad_e', 'sad_d', 'repas_ccas']))],
    ['@ssiad', structure(hasard.choisir(['ssiad', 'ssiad_loive']))],
    ['@repas', structure(hasard.choisir(['repas', 'repas_ccas']))],
    ['@ehpad', structure(hasard.choisir(['ehpad_chenes', 'ehpad_abbaye', 'ehpad_loive', 'ehpad_montfaury']))],
  ]);
  if (!sansMedecin) roles.set('@mt', role('mg'));
  return roles;
}
