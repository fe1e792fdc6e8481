// The structure of reports in JSON, by ajv in strict mode, without Python:
//   npm install ajv@8 ajv-formats@3
//   reportlint schema 2021 > form.json && reportlint schema keywords > keywords.json
//   node json_schema.cjs form.json keywords.json FILE…
// check-jsonschema says the same: check-jsonschema --schemafile form.json FILE…
// Neither adds up: sums stand in annotations, which validators pass over.
const { readFileSync } = require("node:fs");
const Ajv = require("ajv/dist/2020");

const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const [schema, keywords, ...files] = process.argv.slice(2);
const ajv = new Ajv({ strict: true });
require("ajv-formats")(ajv);
ajv.addVocabulary(read(keywords));
const validate = ajv.compile(read(schema));

for (const file of files) {
  if (validate(read(file))) {
    console.log(`${file}: ok`);
  } else {
    const [first] = validate.errors;
    console.log(`${file}: ${first.instancePath || "/"} ${first.message}`);
    process.exitCode = 1;
  }
}
