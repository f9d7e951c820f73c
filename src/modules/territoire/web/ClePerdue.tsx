import { Copy, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { notifier } from '#web/coquille/passagers.ts';
import { formaterJour } from '#web/format.ts';
import { useAction } from '#web/requetes.ts';
import { Avis, Bouton, Champ, Dialogue, useMaintenant } from '#web/ui/index.ts';
import { remplacerCle, type Membre } from '../contract.ts';
import { lienDInvitation } from './chemins.ts';
import { nouveauSecret } from './secret.ts';
import { TEXTES } from './textes.ts';

/** The path of a lost key: check who asks, close the old ones, give a new link. */
export function ClePerdue({ membre, onFermer }: { readonly membre: Membre; readonly onFermer: () => void }) {
  const maintenant = useMaintenant();
  const [secret] = useState(nouveauSecret);
  const remplacement = useAction(remplacerCle);
  const lien = lienDInvitation(secret);
  if (remplacement.sortie !== undefined)
    return (
      <Dialogue titre={`Nouvelle clé pour ${membre.nom}`} ouvert onFermer={onFermer}>
        <Avis ton="succes" titre={TEXTES.cleRemplacee} annonce>
          <p>
            {TEXTES.lienUneFois} Il est valable jusqu’au {formaterJour(remplacement.sortie.expireLe, maintenant)}.
          </p>
        </Avis>
        <Champ nom="lien" libelle="Lien de la nouvelle clé" valeur={lien} onChange={() => undefined} />
        {'clipboard' in navigator && (
          <Bouton
            icone={<Copy aria-hidden size={20} />}
            onPress={() => void navigator.clipboard.writeText(lien).then(() => notifier(TEXTES.copie))}
          >
            {TEXTES.copier}
          </Bouton>
        )}
      </Dialogue>
    );
  return (
    <Dialogue
      titre={`${membre.nom} a perdu sa clé ?`}
      ouvert
      alerte
      onFermer={onFermer}
      actions={
        <Bouton
          variante="danger"
          icone={<KeyRound aria-hidden size={20} />}
          enCours={remplacement.enCours}
          onPress={() => remplacement.executer({ affectation: membre.affectation, secret })}
        >
          {TEXTES.remplacerCle}
        </Bouton>
      }
    >
      {remplacement.erreur !== undefined && <Avis ton="attention" titre={remplacement.erreur.texte} annonce />}
      <p>{TEXTES.remplacerCleAide}</p>
    </Dialogue>
  );
}
