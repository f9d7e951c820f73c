import { Phone } from 'lucide-react';
import { formaterTelephone, normaliserTelephone } from '#web/format.ts';
import { Lien } from '#web/ui/index.ts';

interface ProprietesAppeler {
  readonly nom: string;
  readonly telephone: string;
  readonly principal?: boolean | undefined;
}

/** One tap calls; the number stays readable for another phone. */
export function Appeler({ nom, telephone, principal = false }: ProprietesAppeler) {
  return (
    <Lien
      vers={`tel:${normaliserTelephone(telephone)}`}
      bouton={principal ? 'principal' : 'secondaire'}
      icone={<Phone aria-hidden size={20} />}
      nomComplet={`Appeler ${nom} au ${formaterTelephone(telephone)}`}
    >
      {`Appeler ${nom} au ${formaterTelephone(telephone)}`}
    </Lien>
  );
}
