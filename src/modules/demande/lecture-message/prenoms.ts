// Common given names in France, folded, used only to tell « Jeanne Aubry » from « Aubry Jeanne ».
// Missing names cost a wrong order, shown as a proposal; they never prevent the reading. Source: everyday usage, no dataset.
const LISTE = `
adele adrien adrienne agathe agnes aicha alain albert alexandre alexis alfred alice aline amadou amelie amina anais andre andree angele anna anne annette annie
antoine antoinette arlette armand arnaud arthur audrey auguste aurelie awa aziz baptiste bastien beatrice benjamin benoit bernadette bernard berthe bertrand
brigitte bruno camille carmen caroline catherine cecile celine chantal charles charlotte chloe christelle christian christiane christine christophe claire claude
claudette claudine clement clementine colette corinne cyril damien daniel daniele danielle david denis denise didier dominique edith edmond edouard elena eliane
elisabeth elise elodie emile emilie emma emmanuel ernest estelle etienne eugene eugenie eva evelyne fabrice fanny fatima fatou fatoumata felix fernand fernande
florence florian francine francis franck francois francoise frederic gabriel gabrielle gaelle genevieve georges georgette gerard germaine ghislaine gilbert
gilberte gilles ginette gisele guillaume gustave guy hassan helene henri henriette herve hortense hubert hugo huguette ibrahim ines irene isabelle jacky
jacqueline jacques janine jean jeanne jeannine jerome joel joelle jose joseph josephine josette josiane juan jules julia julie julien juliette justine karim
karine kevin khadija laura laurence laurent lea leon leonie leo lilian liliane lionel loic louis louise luc lucas lucette lucie lucien lucienne lydia lydie
madeleine malika manon manuel marc marcel marcelle marguerite maria mariam marianne marie marina marine mario marius marlene marthe martine mathieu mathilde
maurice maxime melanie michel michele micheline michelle mireille mohamed mohammed monique moussa muriel myriam nadia nadine nathalie nelly nicolas nicole noel
noelle odette odile olivier oscar ousmane pascal pascale patrice patricia patrick paul paule paulette pauline philippe pierre pierrette rachid rachel raymond
raymonde regine regis remi renee rene robert roger roland rolande romain rosa rose sabine sabrina said samira samuel sandra sandrine sarah sebastien serge
severine simone simon sonia sophie stephane stephanie suzanne sylvain sylvie sylviane teresa theo therese thierry thomas timothee valentin valerie vanessa
veronique victor victoire victorine vincent violette virginie viviane yann yasmina yves yvette yvonne youssef zoe
achille aissatou ahmed alphonse anatole ferdinand firmin gaston gerald leonce marcelin raoul alba ali ana angela antonio carlos dolores erika erna fatma giovanni giuseppe greta hilde ibrahima ilse irma joao luis luisa mamadou mamadi omar
pedro rosalie salvatore sylviana teresinha zohra
`;

/** Given names that are also frequent family names: « Simon Odette » is Odette Simon. */
const AUSSI_NOMS = new Set(
  'adam albert alexandre andre arnaud baptiste benoit bernard bertrand charles clement colin david denis francois gabriel gautier georges gerard germain gilbert guillaume henri herve hubert jacques julien lambert laurent leon louis lucas marc marie mathieu maurice michel nicolas noel olivier pascal paul pierre raymond remy renaud rene robert roger roland simon thomas valentin victor vincent'.split(
    ' ',
  ),
);

const PRENOMS: ReadonlySet<string> = new Set(LISTE.trim().split(/\s+/));

/** Is this folded word a common given name? A compound one counts when its first part does (`jean-pierre`). */
export function estPrenom(plie: string): boolean {
  return PRENOMS.has(plie.split('-')[0] ?? '');
}

/** Is this given name also a frequent family name? */
export function estAussiNomDeFamille(plie: string): boolean {
  return AUSSI_NOMS.has(plie);
}
