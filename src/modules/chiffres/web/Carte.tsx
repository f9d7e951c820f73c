import { useMoi } from '#web/session/session.tsx';
import { Carte, Lien } from '#web/ui/index.ts';
import { TEXTES } from './textes.ts';

const LECTEURS: readonly string[] = ['lecteur_ars', 'administrateur_cpts', 'responsable_dac'];

/** The door of the numbers, for those who may read them. */
export function CarteDesChiffres() {
  const { codeRole } = useMoi();
  if (codeRole === undefined || !LECTEURS.includes(codeRole)) return null;
  return (
    <Carte titre={TEXTES.titre} actions={<Lien vers="/territoire/chiffres">{TEXTES.carteLien}</Lien>}>
      <p>{TEXTES.carteTexte}</p>
    </Carte>
  );
}
