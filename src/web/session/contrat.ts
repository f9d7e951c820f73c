export { actionFermerSession, moi, vueMoi, type Moi } from '#acces/contrat-session.ts';
