import { ScanLine } from 'lucide-react';
import { useRef, useState, type ChangeEvent, type KeyboardEvent } from 'react';
import { Bouton, Champ, Formulaire } from '#web/ui/index.ts';
import { lireUneImage, saitLireLesImages } from './lire-image.ts';
import { DATAMATRIX } from './textes.ts';

interface ProprietesLecteur {
  /** What the scanner typed or the photo gave, as it came. */
  readonly onLecture: (lecture: string) => void;
  readonly enCours?: boolean;
  /** Why the last reading is refused. */
  readonly erreur?: string | undefined;
}

/** Separator of the fields, as a person may see it: scanners type it as Ctrl+] or F8, which a text box would lose. */
const SEPARATEUR = '␝';

/** A scanner that types, a photo where the browser can read one, or nothing: the form next to it always remains. */
export function LecteurDatamatrix({ onLecture, enCours = false, erreur }: ProprietesLecteur) {
  const [lecture, setLecture] = useState('');
  const [photo, setPhoto] = useState<string>();
  const separer = (evenement: KeyboardEvent) => {
    const separateur = (evenement.ctrlKey && evenement.key === ']') || evenement.key === 'F8';
    if (!separateur) return;
    evenement.preventDefault();
    setLecture((connue) => connue + SEPARATEUR);
  };
  const envoyer = (texte: string) => {
    setLecture('');
    setPhoto(undefined);
    onLecture(texte);
  };
  return (
    <Formulaire
      nom={DATAMATRIX.titre}
      erreurs={erreur === undefined ? undefined : { lecture: erreur }}
      erreurGenerale={photo}
      onEnvoyer={() => envoyer(lecture)}
      actions={
        <>
          <Bouton type="submit" icone={<ScanLine aria-hidden size={20} />} enCours={enCours}>
            {DATAMATRIX.lire}
          </Bouton>
          {saitLireLesImages() && <Photo onLecture={envoyer} onEchec={setPhoto} />}
        </>
      }
    >
      {/* The scanner types into the box inside: its separator is caught on the way. */}
      <div onKeyDownCapture={separer}>
        <Champ
          nom="lecture"
          libelle={DATAMATRIX.champ}
          aide={DATAMATRIX.aide}
          valeur={lecture}
          onChange={setLecture}
          longueurMax={600}
        />
      </div>
    </Formulaire>
  );
}

interface ProprietesPhoto {
  readonly onLecture: (lecture: string) => void;
  readonly onEchec: (texte: string) => void;
}

/** The phone's own camera application takes the picture: Cordée asks for no right to the camera, and keeps no picture. */
function Photo({ onLecture, onEchec }: ProprietesPhoto) {
  const fichier = useRef<HTMLInputElement>(null);
  const lire = async (evenement: ChangeEvent<HTMLInputElement>) => {
    const [image] = evenement.target.files ?? [];
    if (image === undefined) return;
    const lecture = await lireUneImage(image);
    if (fichier.current !== null) fichier.current.value = '';
    if (lecture === undefined) onEchec(DATAMATRIX.photoIllisible);
    else onLecture(lecture);
  };
  return (
    <>
      <input
        ref={fichier}
        className="hors-vue"
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-label={DATAMATRIX.photo}
        onChange={(evenement) => void lire(evenement)}
      />
      <Bouton onPress={() => fichier.current?.click()}>{DATAMATRIX.photo}</Bouton>
    </>
  );
}
