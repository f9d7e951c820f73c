import type { AccordLu, CodeAttente, CodeMotif, CodeUrgence } from './demande-lue.ts';

// Words of the lexicons are written folded: lower case, no accent, apostrophe ', hyphen -.
// Sources: codes of metier.md §5; wordings collected from the vectors beside, to be enriched there first.

export interface Entree<Code> {
  readonly code: Code;
  readonly mots: RegExp;
  /** The wording already contains its negation (« plus de médecin »): do not discard it as denied. */
  readonly nie?: true;
}

const JOURS = 'lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche';

export const MOTIFS: readonly Entree<CodeMotif>[] = [
  {
    code: 'MAD',
    mots: /\bmad\b|maintien a (?:la maison|domicile)|perte d'autonomie|chut(?:e[sr]?|ee?s?|ait)\b|\btombe(?:e|es|nt)?\b(?! malade| d'accord| enceinte)|aides? a domicile|ne peut plus rester (?:seule?|chez)|(?:aide a la |pour la )toilette|plan d'aides?|portage de repas|auxiliaires? de vie|ne s'en sort plus|denutri/g,
  },
  {
    code: 'SORT',
    mots: new RegExp(
      `sort(?:ie?|ira|ante?)? (?:prevue |programmee |d'hospitalisation |de l'hopital )?(?:le |ce |pour )?(?:demain|ce soir|apres-demain|${JOURS})|sortie? (?:d'hopital|d'hospit|de l'hopital|de la clinique|de clinique|de smr|de ssr|de reeducation|du service)|retour (?:a|au) (?:la maison|domicile)|\\brad\\b`,
      'g',
    ),
  },
  {
    code: 'ISOL',
    mots: /\bisole(?:e|ment)?\b|vi(?:t|vant) seule?|seule? (?:chez|au domicile|a domicile|a la maison)|sans (?:famille|entourage)|ne voit personne/g,
  },
  {
    code: 'COGN',
    mots: /(?:tr(?:oubles?)?\.?) (?:cognitifs?|mnesiques?|de (?:la )?memoire)|alzheimer|\bdemence|\bdement[es]?\b|desorient|pertes? de memoire|\bmms\b|\bmmse?\b|maladie a corps de lewy|fugue|\berr(?:ant|ance)\b|deambul|confus(?:e|ion)?\b|oublie (?:ses|de|le gaz)/g,
  },
  {
    code: 'PSY',
    mots: /depress|\bdeprim|angoiss|anxi(?:eu|ete)|psychiatr|souffrance psychique|schizophr|bipolaire|idees? (?:noires?|suicidaires?)|suicid|veut mourir|delir(?:e|ant)|\bcmp\b/g,
  },
  { code: 'ADD', mots: /alcool|ethyl|addict|toxicoman|cannabis|heroin|opiace|\boh chronique/g },
  {
    code: 'CHR',
    mots: /desequilibre|diabet|\bdt2\b|hba1c|insuff(?:isance|isant)?\.? (?:cardiaque|renale|respiratoire)|\bbpco\b|decompens|dialys|parkinson/g,
  },
  { code: 'POLY', mots: /poly-?path|poly-?med|\b\d{1,2} (?:medicaments|traitements)|iatrogen|pilulier|observance/g },
  { code: 'FINV', mots: /fin de vie|palliati|soins de confort|phase terminale/g },
  {
    code: 'AID',
    mots: /epuis(?:e|ement)|a bout\b|n'en peut plus|burn-?out|\brepit\b|debord(?:e|ee|es)\b|(?:aidant|aidante|fille|fils|mari|epouse|femme|famille) (?:est )?(?:depasse|a la limite)|ne (?:tient|tiennent) plus/g,
  },
  {
    code: 'LOG',
    mots: /insalubr|expuls|\bsdf\b|sans (?:abri|logement|domicile)|diogene|syllogomanie|encombr|incurie|logement (?:inadapte|non adapte|inaccessible|insalubre)|(?:\d|deuxieme|troisieme|quatrieme)(?:e|eme)? etage sans ascenseur|adapt(?:ation|er) (?:du|le|la|de la) (?:logement|salle|domicile)|punaises|hebergee? par|cherche (?:un )?logement/g,
  },
  {
    code: 'DRT',
    mots: /\bapa\b|\bmdph\b|\bc2s\b|\bcmu\b|\brsa\b|\baah\b|\baspa\b|precari|\bdettes?\b|impaye|acces aux droits|ouverture de droits|droits (?:a ouvrir|sociaux|fermes)|sans (?:mutuelle|ressources|papiers|couverture)|pas de mutuelle|tutelle|curatelle|mesure de protection|faibles? ressources|\bloyers?\b/g,
    nie: true,
  },
  {
    code: 'NRS',
    mots: /non[- ]recours|refus(?:e|ent|ant)?(?: de)?(?: se)? (?:(?:les|tous les|tout|toute|ses|le|de|son) )?(?:soins?|soigner|consult\w*|hospitali\w*|examens?|traitements?|suivi|rendez-vous|rdv)|rupture de (?:soins|suivi|traitement)|ne (?:prend|veut) (?:pas|plus) (?:ses|son) (?:traitements?|medicaments)|perdue? de vue|ne consulte (?:pas|plus)/g,
    nie: true,
  },
  {
    code: 'SMT',
    mots: /(?:sans|pas de|plus de) (?:medecin\b|mt\b|generaliste)|n'a (?:pas|plus) (?:de )?(?:medecin|mt\b)|medecin (?:est )?(?:parti )?(?:a la|en) retraite/g,
    nie: true,
  },
  {
    code: 'HAND',
    mots: /handicap|\bmdph\b|\bpch\b|fauteuil roulant|paraplegi|tetraplegi|hemiplegique|\bsep\b|deficien(?:t|ce) (?:visuel|auditi|intellect|mental)/g,
  },
  {
    code: 'ENF',
    mots: /nourrisson|parentalite|\bpmi\b|adolescent|\bado\b|monoparental|mere isolee|(?:\d|deux|trois|quatre) enfants|enfant de \d/g,
  },
  { code: 'VIOL', mots: /violen(?:t|ce)|maltrait|\bcoups\b|la frappe|le frappe|battue?\b|emprise|abus de faiblesse/g },
  {
    code: 'REFU',
    mots: /refus(?:e|ent|ant)?(?: de| d'| a)? ?(?:l'|toutes? |toute l'|les |une |d'|des )?(?:aides?|intervention|intervenants|ssiad|passage|aide-menagere|auxiliaire)\b|ne veut (?:personne|pas d'aide|aucune aide|pas d'etranger)|oppos(?:e|ee|ante?) aux? aides?/g,
    nie: true,
  },
  {
    code: 'PRO',
    mots: /je suis (?:en difficulte|demunie?|depassee?|bloquee?|seule? face)|situation (?:est )?(?:tres )?complexe|je ne sais plus (?:quoi|comment)|equipe en difficulte|mettent? en echec/g,
  },
];

export const ATTENTES: readonly Entree<CodeAttente>[] = [
  {
    code: 'information',
    mots: /renseigne|information(?!s? medical)|quel(?:le)?s? (?:dispositifs?|aides?|demarches?|structures?)|savoir (?:si|quelles?|quels?|vers qui|a qui)|coordonnees d/g,
  },
  {
    code: 'conseil',
    mots: /conseil(?!\w* departement)|votre avis|avis sur|que (?:faire|puis-je|proposer|me proposez)|quoi faire|comment (?:faire|proceder)|des (?:idees|pistes)(?! (?:suicid|noires))/g,
  },
  {
    code: 'orientation',
    mots: /orient(?:er|ation)|(?:mettre|mise) en place|(?:trouver|recherche|cherche|chercher|besoin d'|besoin de|faudrait|il faut|demande d'|demande de) ?(?:un |une |d'un |d'une |des |de |place )*(?:ssiad|ide\b|ides\b|infirmi|ehpad|sad\b|had\b|place|structure|kine|portage|auxiliaire|aides?[ -]menagere|aides? a domicile|accueil de jour|medecin traitant|hebergement|csapa|accompagnement social)|\bplacement\b|entree en (?:ehpad|institution)/g,
  },
  {
    code: 'evaluation_domicile',
    mots: /evalu(?:er|ation|ez)|visites? a domicile|\bvad\b|\begs\b|(?:passer|aller|venir) (?:la |le |les )?voir|(?:passer|passage|vous rendre|se rendre) (?:a|au|a son) domicile|bilan (?:a domicile|gerontologique|geriatrique)|un (?:oeil|regard) (?:a|au) domicile/g,
  },
  {
    code: 'coordination',
    mots: /coordonn(?:er|ation)|coordination|organiser (?:les|la|le|son|ses|l')|\bppcs\b|gestion(?:naire)? de cas|referent de parcours|\bppc\b|mettre du lien|accompagnement (?:global|renforce)|prise en charge globale/g,
  },
  {
    code: 'concertation',
    mots: /concertation|table ronde|reunion|se (?:reunir|concerter)|autour de la table|\brcp\b|staff/g,
  },
  {
    code: 'relais_temporaire',
    mots: /relais|prendre le relais|(?:accueil|hebergement|sejour) (?:temporaire|de repit)|solution de repit|\brepit\b|pendant (?:mes |mon |ses |son |l')(?:conges|absence|vacances|hospitalisation)/g,
  },
];

/** The highest one wins, except inside a U3 wording: « pas urgent » is not urgent. */
export const URGENCES: readonly Entree<CodeUrgence>[] = [
  {
    code: 'U3',
    mots: /(?:pas|non|rien d'|sans|aucune)[ -]?(?:tres |d')?(?:urgente?|urgence)\b|quand vous (?:pourrez|pouvez|aurez)|pas presse|a froid|sans caractere d'urgence/g,
    nie: true,
  },
  {
    code: 'U1',
    mots: /(?<!numero d'|appel d')\burgent(?:e|es|s)?\b|en urgence|\burgence\b|tres vite|immediat|sous (?:24|48) ?h|(?:24|48) ?h(?:eures)?\b|sort(?:ie?)? (?:prevue |d'hospitalisation |de l'hopital )?(?:demain|ce soir|aujourd'hui)|(?:ce|avant le) week-?end|ne (?:passera|passe|tiendra) pas (?:le|la)|rupture imminente/g,
  },
  {
    code: 'U2',
    mots: /rapide(?:ment)?\b|au plus vite|au plus tot|des que possible|\basap\b|(?:dans|avant la fin de) la semaine|(?:cette|d'ici une|sous une) semaine|semaine prochaine|assez vite|sous (?:7|8) ?j|sans trop tarder|sans tarder|prochains jours|bientot/g,
  },
];

/** Words that mean « call 15 »; discarded when denied, dated in the past, or given as history. */
export const DANGERS: readonly Entree<'U0'>[] = [
  {
    code: 'U0',
    mots: /(?:suspicion|suspect\w*|signes?|evoqu\w*) (?:d'|de |un )*avc|avc (?:en cours|probable|ce matin|cette nuit|\?)|bouche (?:deviee|tordue|de travers)|(?:hemiplegie|paralysie|deficit|aphasie)[a-z ]{0,12} (?:brutale?|soudaine?|brusque)|ne (?:parle|bouge) plus/g,
  },
  { code: 'U0', mots: /douleurs? thoraciques?|infarctus|arret cardiaque|douleur dans la poitrine/g },
  {
    code: 'U0',
    mots: /detresse respiratoire|ne respire (?:plus|pas|mal)|n'arrive (?:plus|pas) a respirer|s'etouffe|etouffement|cyanos/g,
    nie: true,
  },
  {
    code: 'U0',
    mots: /inconscient|perte de connaissance|\bcoma\b|ne (?:repond|reagit) plus|convuls|ne se reveille (?:pas|plus)/g,
    nie: true,
  },
  {
    code: 'U0',
    mots: /(?:veut|voudrait|envie de|menace de|va|parle de|dit vouloir) (?:se suicider|mourir|en finir|se tuer|mettre fin a ses jours)|idees? suicidaires?|tentative de suicide|scenario suicidaire|suicidaire/g,
  },
  { code: 'U0', mots: /hemorragi|saigne (?:beaucoup|abondamment|enormement)/g },
  {
    code: 'U0',
    mots: /danger (?:vital|immediat)|urgence vitale|pronostic vital|menace (?:avec|d'un) (?:un |une )?(?:couteau|arme|fusil)/g,
  },
];

/** In this order: the first wording found wins, refusals and impossibilities before agreements. */
export const ACCORDS: readonly Entree<AccordLu>[] = [
  {
    code: 'refus',
    mots: /n'est pas d'accord|\baccord ?: ?non\b|(?:n'a pas|sans) (?:donne )?son accord|refuse (?:la demande|que je vous|l'appui du|le dac|votre intervention)|opposee? a (?:la|cette|ma) demande/g,
    nie: true,
  },
  {
    code: 'impossible',
    mots: /(?:ne peut|ne peux|incapable|impossible|pas en (?:etat|capacite|mesure)|hors d'etat)(?: pas| plus| de| d')*(?: se| donner| exprimer| recueillir)*(?: consentir| consentement| son accord| son consentement| prononcer| un accord)|consentement impossible|ne peut (?:pas )?(?:consentir|s'exprimer)|non communicante?/g,
    nie: true,
  },
  {
    code: 'non_informee',
    mots: /(?:pas|non) (?:encore )?(?:ete )?(?:informee?|prevenue?|avisee?|au courant)|informee? ?: ?non\b|ne lui en ai pas (?:encore )?parle|ignore (?:ma|cette) demarche|a son insu/g,
    nie: true,
  },
  {
    code: 'accord',
    mots: /d'accord\b|accord ?: ?oui\b|accord (?:oral|ecrit|obtenu|donne|recueilli|du patient|de la patiente|ok|de l'interessee?)|\bconsent(?:ante?)?\b|consentement (?:oral|ecrit|recueilli|obtenu|ok|donne|du patient|de la patiente)|accepte(?:nt)?\b(?! pas)|favorable|est demandeu(?:r|se)|veut bien/g,
  },
  { code: 'informee', mots: /informee?s?\b|au courant|prevenue?\b|avisee?\b|je lui en ai parle/g },
];
