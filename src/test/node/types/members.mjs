// Prints what parley-client.d.ts declares, as JSON: the members of each interface and class, by its name. With a file
// as a second argument, only those members that this file never names.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const [declarations, uses] = process.argv.slice(2);
const words = uses && new Set(readFileSync(uses, 'utf8').match(/[\w-]+/g));
const source = ts.createSourceFile(declarations, readFileSync(declarations, 'utf8'), ts.ScriptTarget.Latest);

const found = {};
const named = (owner, members) => {
  found[owner] = members.map(({ name }) => name?.text).filter(name => name && !words?.has(name));
};
for (const node of source.statements) {
  if (ts.isInterfaceDeclaration(node) || ts.isClassDeclaration(node)) named(node.name.text, [...node.members]);
  else if (ts.isFunctionDeclaration(node) || ts.isTypeAliasDeclaration(node)) named(node.name.text, [node]);
}
console.log(JSON.stringify(found));
