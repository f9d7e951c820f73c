import { Undo2, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { Bouton } from '../ui/index.ts';
import { DUREE_PASSAGER_MS, ecouterPassagers, lirePassagers, retirerPassager, type Passager } from './passagers.ts';
import s from './Passagers.module.css';

export function Passagers() {
  const passagers = useSyncExternalStore(ecouterPassagers, lirePassagers);
  return (
    <output className={s['passagers']} data-sans-impression>
      {passagers.map((passager) => (
        <Message key={passager.cle} passager={passager} />
      ))}
    </output>
  );
}

/** Stays as long as it is pointed at or focused. */
function Message({ passager }: { readonly passager: Passager }) {
  const [retenu, setRetenu] = useState(false);
  useEffect(() => {
    if (retenu) return undefined;
    const minuterie = setTimeout(() => retirerPassager(passager.cle), DUREE_PASSAGER_MS);
    return () => clearTimeout(minuterie);
  }, [retenu, passager.cle]);
  const annuler = () => {
    passager.annuler?.();
    retirerPassager(passager.cle);
  };
  return (
    <div
      className={s['passager']}
      onPointerEnter={() => setRetenu(true)}
      onPointerLeave={() => setRetenu(false)}
      onFocus={() => setRetenu(true)}
      onBlur={() => setRetenu(false)}
    >
      <span>{passager.texte}</span>
      {passager.annuler !== undefined && (
        <Bouton variante="discret" icone={<Undo2 aria-hidden size={20} />} onPress={annuler}>
          Annuler
        </Bouton>
      )}
      <Bouton variante="discret" icone={<X aria-hidden size={20} />} onPress={() => retirerPassager(passager.cle)}>
        Fermer
      </Bouton>
    </div>
  );
}
