import { largestFile, parseEvidenceFile } from '../evidence-file.ts';
import { failed, passed, rule } from '../rule.ts';

export const fileForm = rule({
  id: 'file-form',
  title: { sv: 'Filen är en bevisfil', en: 'The file is an evidence file' },
  needs: [],
  run: async (_known, _terms, fileText) => {
    if (fileText.length > largestFile) {
      return failed(
        'Filen är större än 8 MiB. En bevisfil är några tiotal kB.',
        'The file exceeds 8 MiB. An evidence file is some tens of kB.',
      );
    }
    const file = parseEvidenceFile(fileText);
    if ('wrong' in file) {
      return failed(
        `Filen följer inte formatet ena-evidence/1: felet är i ”${file.wrong}”.`,
        `The file is not in the format ena-evidence/1: the fault is in “${file.wrong}”.`,
      );
    }
    return passed('Formatet är ena-evidence/1.', 'The format is ena-evidence/1.', { file });
  },
});
