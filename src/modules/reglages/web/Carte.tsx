import { useMoi } from '#web/session/session.tsx';
import { Carte, Lien } from '#web/ui/index.ts';
import { TEXTES } from './textes.ts';

/** The door of the settings, for those who may change them. */
export function CarteDesReglages() {
  const { codeRole } = useMoi();
  if (codeRole !== 'responsable_dac' && codeRole !== 'administrateur_cpts') return null;
  return (
    <Carte titre={TEXTES.titre} actions={<Lien vers="/territoire/reglages">{TEXTES.carteLien}</Lien>}>
      <p>{TEXTES.carteTexte}</p>
    </Carte>
  );
}
