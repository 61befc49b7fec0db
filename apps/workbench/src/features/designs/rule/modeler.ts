import Modeler from 'dmn-js/lib/Modeler'
import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-font/css/dmn.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css'
import 'dmn-js/dist/assets/dmn-js-literal-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css'
import { chinese } from './chinese.ts'

/** Our files are DMN 1.5, the library reads 1.3: the same elements under another date in the name of their space. */
const [ours, theirs] = ['omg.org/spec/DMN/20230324/', 'omg.org/spec/DMN/20191111/']
export const forLibrary = (xml: string) => xml.replaceAll(ours, theirs)
export const forPlatform = (xml: string) => xml.replaceAll(theirs, ours)

/** The table editor of the library in our language; its mark stays where it is. */
export function createModeler(container: HTMLElement, language: 'zh' | 'en'): Modeler {
  const translate = (template: string, replacements: Record<string, string> = {}) =>
    (language === 'zh' ? (chinese[template] ?? template) : template).replace(
      /\{([^}]+)\}/g,
      (whole, name: string) => replacements[name] ?? whole,
    )
  const spoken = { additionalModules: [{ translate: ['value', translate] }] }
  return new Modeler({
    container,
    common: { expressionLanguages: { options: [{ value: 'feel', label: 'FEEL' }], defaults: { editor: 'feel' } } },
    ...{ drd: spoken, decisionTable: spoken, literalExpression: spoken, boxedExpression: spoken },
  })
}
