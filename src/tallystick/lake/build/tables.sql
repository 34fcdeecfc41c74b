-- files
CREATE TABLE files ("file_id" INT, "sha256" TEXT, "file" TEXT, "loaded_at" TEXT, "tidy" TEXT, "bytes" BIGINT, "format" TEXT, "encoding" TEXT, "outcome" TEXT, "reason" TEXT, "organisation_code" TEXT, "organisation" TEXT, "organisation_how" TEXT, "first_date" TEXT, "last_date" TEXT, "rows_read" BIGINT, "payments" BIGINT, "amount_pence" BIGINT, "quarantined" BIGINT, "quarantined_pence" BIGINT, "furniture" BIGINT, "blank" BIGINT, "redacted" BIGINT, "duplicates" BIGINT, "first_payment_id" BIGINT, "standing" BOOLEAN, "decided" BOOLEAN, "held" TEXT, "reading" TEXT);
INSERT INTO files
SELECT
  *
FROM "given_files";

-- organisations
CREATE TABLE organisations ("organisation_id" INT, "organisation_code" TEXT, "organisation" TEXT);
INSERT INTO organisations
SELECT
  "t5"."organisation_id",
  "t5"."organisation_code",
  "t5"."organisation"
FROM (
  SELECT
    "t4"."organisation_code",
    "t4"."organisation",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t4"."organisation_code" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "organisation_id"
  FROM (
    SELECT
      "t3"."organisation_code",
      "t3"."organisation"
    FROM (
      SELECT
        "t2"."organisation_code",
        "t2"."organisation",
        "t2"."payments",
        ROW_NUMBER() OVER (
          PARTITION BY "t2"."organisation_code"
          ORDER BY "t2"."payments" DESC, "t2"."organisation" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS "place"
      FROM (
        SELECT
          "t1"."organisation_code",
          "t1"."organisation",
          COUNT(*) AS "payments"
        FROM (
          SELECT
            *
          FROM "tidy_payments" AS "t0"
          WHERE
            "t0"."organisation_code" IS NOT NULL AND "t0"."organisation" IS NOT NULL
        ) AS "t1"
        GROUP BY
          1,
          2
      ) AS "t2"
    ) AS "t3"
    WHERE
      "t3"."place" = 0
  ) AS "t4"
) AS "t5";

-- named
CREATE TEMP TABLE named ("supplier" TEXT, "company_number" TEXT, "supplier_key" TEXT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO named
SELECT
  "t1"."supplier",
  "t1"."company_number",
  ANY_VALUE("t1"."supplier_key") AS "supplier_key",
  COUNT(*) AS "payments",
  COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence"
FROM (
  SELECT
    *
  FROM "tidy_payments" AS "t0"
  WHERE
    "t0"."supplier" IS NOT NULL
) AS "t1"
GROUP BY
  1,
  2;

-- written
CREATE TEMP TABLE written ("spelling_id" INT, "supplier" TEXT, "supplier_key" TEXT, "payments" BIGINT, "supplier_id" INT);
INSERT INTO written
WITH "t1" AS (
  SELECT
    "t0"."supplier",
    ANY_VALUE("t0"."supplier_key") AS "supplier_key",
    SUM("t0"."payments") AS "payments"
  FROM "named" AS "t0"
  GROUP BY
    1
)
SELECT
  "t7"."spelling_id",
  "t7"."supplier",
  "t7"."supplier_key",
  "t7"."payments",
  "t7"."supplier_id"
FROM (
  SELECT
    "t6"."supplier",
    "t6"."supplier_key",
    "t6"."payments",
    "t6"."supplier_id",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t6"."supplier" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "spelling_id"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."supplier",
        "t4"."supplier_key",
        "t4"."payments",
        CAST(DENSE_RANK() OVER (
          ORDER BY "t4"."supplier_key" ASC
          ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) - 1 AS INT) AS "supplier_id"
      FROM (
        SELECT
          *
        FROM "t1" AS "t2"
        WHERE
          "t2"."supplier_key" IS NOT NULL
      ) AS "t4"
    ) AS "t5"
    UNION ALL
    SELECT
      *
    FROM (
      SELECT
        "t2"."supplier",
        "t2"."supplier_key",
        "t2"."payments",
        CAST(NULL AS INT) AS "supplier_id"
      FROM "t1" AS "t2"
      WHERE
        "t2"."supplier_key" IS NULL
    ) AS "t3"
  ) AS "t6"
) AS "t7";

-- mentioned
CREATE TEMP TABLE mentioned ("mention_id" INT, "spelling_id" INT, "supplier_id" INT, "supplier" TEXT, "company_number" TEXT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO mentioned
SELECT
  "t6"."mention_id",
  "t6"."spelling_id",
  "t6"."supplier_id",
  "t6"."supplier",
  "t6"."company_number",
  "t6"."payments",
  "t6"."amount_pence"
FROM (
  SELECT
    "t5"."spelling_id",
    "t5"."supplier_id",
    "t5"."supplier",
    "t5"."company_number",
    "t5"."payments",
    "t5"."amount_pence",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t5"."spelling_id" ASC NULLS FIRST, "t5"."company_number" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "mention_id"
  FROM (
    SELECT
      "t4"."spelling_id",
      "t4"."supplier_id",
      "t2"."supplier",
      "t2"."company_number",
      "t2"."payments",
      "t2"."amount_pence"
    FROM "named" AS "t2"
    INNER JOIN (
      SELECT
        "t1"."supplier",
        "t1"."spelling_id",
        "t1"."supplier_id"
      FROM "written" AS "t1"
    ) AS "t4"
      ON "t2"."supplier" = "t4"."supplier"
  ) AS "t5"
) AS "t6";

-- mentions
CREATE TABLE mentions ("mention_id" INT, "spelling_id" INT, "company_number" TEXT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO mentions
SELECT
  "t0"."mention_id",
  "t0"."spelling_id",
  "t0"."company_number",
  "t0"."payments",
  "t0"."amount_pence"
FROM "mentioned" AS "t0"
ORDER BY
  "t0"."mention_id" ASC;

-- spellings
CREATE TABLE spellings ("spelling_id" INT, "supplier" TEXT, "supplier_id" INT, "payments" BIGINT);
INSERT INTO spellings
SELECT
  "t0"."spelling_id",
  "t0"."supplier",
  "t0"."supplier_id",
  "t0"."payments"
FROM "written" AS "t0";

-- suppliers
CREATE TEMP TABLE suppliers ("supplier_id" INT, "supplier_key" TEXT, "supplier" TEXT, "spellings" BIGINT);
INSERT INTO suppliers
SELECT
  "t2"."supplier_id",
  "t2"."supplier_key",
  "t2"."supplier",
  "t2"."spellings"
FROM (
  SELECT
    "t1"."spelling_id",
    "t1"."supplier",
    "t1"."supplier_key",
    "t1"."payments",
    "t1"."supplier_id",
    ROW_NUMBER() OVER (
      PARTITION BY "t1"."supplier_id"
      ORDER BY "t1"."payments" DESC, "t1"."spelling_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS "place",
    COUNT(*) OVER (
      PARTITION BY "t1"."supplier_id"
      ORDER BY "t1"."payments" DESC, "t1"."spelling_id" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) AS "spellings"
  FROM (
    SELECT
      *
    FROM "written" AS "t0"
    WHERE
      "t0"."supplier_id" IS NOT NULL
  ) AS "t1"
) AS "t2"
WHERE
  "t2"."place" = 0;

-- departments
CREATE TABLE departments ("department_id" INT, "department" TEXT);
INSERT INTO departments
SELECT
  "t2"."department_id",
  "t2"."department"
FROM (
  SELECT
    "t1"."department",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t1"."department" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "department_id"
  FROM (
    SELECT DISTINCT
      "t0"."department"
    FROM "tidy_payments" AS "t0"
    WHERE
      "t0"."department" IS NOT NULL
  ) AS "t1"
) AS "t2";

-- descriptions
CREATE TABLE descriptions ("description_id" INT, "description" TEXT);
INSERT INTO descriptions
SELECT
  "t2"."description_id",
  "t2"."description"
FROM (
  SELECT
    "t1"."description",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t1"."description" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "description_id"
  FROM (
    SELECT DISTINCT
      "t0"."description"
    FROM "tidy_payments" AS "t0"
    WHERE
      "t0"."description" IS NOT NULL
  ) AS "t1"
) AS "t2";

-- accounts
CREATE TABLE accounts ("account_id" INT, "account" TEXT);
INSERT INTO accounts
SELECT
  "t2"."account_id",
  "t2"."account"
FROM (
  SELECT
    "t1"."account",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t1"."account" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "account_id"
  FROM (
    SELECT DISTINCT
      "t0"."account"
    FROM "tidy_payments" AS "t0"
    WHERE
      "t0"."account" IS NOT NULL
  ) AS "t1"
) AS "t2";

-- codes
CREATE TABLE codes ("code_id" INT, "category_scheme" TEXT, "category_code" TEXT);
INSERT INTO codes
SELECT
  "t2"."code_id",
  "t2"."category_scheme",
  "t2"."category_code"
FROM (
  SELECT
    "t1"."category_scheme",
    "t1"."category_code",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t1"."category_scheme" ASC NULLS FIRST, "t1"."category_code" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "code_id"
  FROM (
    SELECT DISTINCT
      "t0"."category_scheme",
      "t0"."category_code"
    FROM "tidy_payments" AS "t0"
    WHERE
      "t0"."category_code" IS NOT NULL
  ) AS "t1"
) AS "t2";

-- paid
CREATE TEMP TABLE paid ("payment_id" BIGINT, "file_id" INT, "sheet" TEXT, "row" BIGINT, "organisation_id" INT, "department_id" INT, "supplier_id" INT, "spelling_id" INT, "description_id" INT, "date" DATE, "month" DATE, "amount_pence" BIGINT, "redacted" BOOLEAN, "duplicate" BOOLEAN, "card" BOOLEAN, "mention_id" INT, "account_id" INT, "code_id" INT, "supplier_number" TEXT, "vat_number" TEXT, "postcode" TEXT);
INSERT INTO paid
SELECT
  "t16"."first_payment_id" + "t8"."position" AS "payment_id",
  "t16"."file_id",
  "t8"."sheet",
  "t8"."row",
  "t17"."organisation_id",
  "t19"."department_id",
  "t18"."supplier_id",
  "t18"."spelling_id",
  "t20"."description_id",
  "t8"."date",
  "t8"."month",
  "t8"."amount_pence",
  COALESCE("t8"."redacted", FALSE) AS "redacted",
  COALESCE("t8"."duplicate", FALSE) AS "duplicate",
  COALESCE("t8"."card", FALSE) AS "card",
  "t18"."mention_id",
  "t21"."account_id",
  "t22"."code_id",
  "t8"."supplier_number",
  "t8"."vat_number",
  "t8"."supplier_postcode" AS "postcode"
FROM "tidy_payments" AS "t8"
INNER JOIN (
  SELECT
    "t1"."sha256",
    "t1"."file_id",
    "t1"."first_payment_id"
  FROM "files" AS "t1"
) AS "t16"
  ON "t8"."sha256" = "t16"."sha256"
LEFT OUTER JOIN (
  SELECT
    "t2"."organisation_code",
    "t2"."organisation_id"
  FROM "organisations" AS "t2"
) AS "t17"
  ON "t8"."organisation_code" = "t17"."organisation_code"
LEFT OUTER JOIN (
  SELECT
    "t3"."supplier",
    "t3"."mention_id",
    "t3"."supplier_id",
    "t3"."spelling_id",
    "t3"."company_number" AS "number"
  FROM "mentioned" AS "t3"
) AS "t18"
  ON "t8"."supplier" = "t18"."supplier"
  AND "t8"."company_number" IS NOT DISTINCT FROM "t18"."number"
LEFT OUTER JOIN (
  SELECT
    "t4"."department",
    "t4"."department_id"
  FROM "departments" AS "t4"
) AS "t19"
  ON "t8"."department" = "t19"."department"
LEFT OUTER JOIN (
  SELECT
    "t5"."description",
    "t5"."description_id"
  FROM "descriptions" AS "t5"
) AS "t20"
  ON "t8"."description" = "t20"."description"
LEFT OUTER JOIN (
  SELECT
    "t6"."account",
    "t6"."account_id"
  FROM "accounts" AS "t6"
) AS "t21"
  ON "t8"."account" = "t21"."account"
LEFT OUTER JOIN (
  SELECT
    "t7"."code_id",
    "t7"."category_scheme" AS "scheme",
    "t7"."category_code" AS "code"
  FROM "codes" AS "t7"
) AS "t22"
  ON "t8"."category_code" = "t22"."code"
  AND "t8"."category_scheme" IS NOT DISTINCT FROM "t22"."scheme";

-- lines
CREATE TABLE lines ("line_id" INT, "organisation_id" INT, "mention_id" INT, "department_id" INT, "description_id" INT, "account_id" INT, "code_id" INT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO lines
SELECT
  "t2"."line_id",
  "t2"."organisation_id",
  "t2"."mention_id",
  "t2"."department_id",
  "t2"."description_id",
  "t2"."account_id",
  "t2"."code_id",
  "t2"."payments",
  "t2"."amount_pence"
FROM (
  SELECT
    "t1"."organisation_id",
    "t1"."mention_id",
    "t1"."department_id",
    "t1"."description_id",
    "t1"."account_id",
    "t1"."code_id",
    "t1"."payments",
    "t1"."amount_pence",
    CAST(ROW_NUMBER() OVER (
      ORDER BY "t1"."organisation_id" ASC NULLS FIRST, "t1"."mention_id" ASC NULLS FIRST, "t1"."department_id" ASC NULLS FIRST, "t1"."description_id" ASC NULLS FIRST, "t1"."account_id" ASC NULLS FIRST, "t1"."code_id" ASC NULLS FIRST
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    ) - 1 AS INT) AS "line_id"
  FROM (
    SELECT
      "t0"."organisation_id",
      "t0"."mention_id",
      "t0"."department_id",
      "t0"."description_id",
      "t0"."account_id",
      "t0"."code_id",
      COUNT(*) AS "payments",
      COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence"
    FROM "paid" AS "t0"
    GROUP BY
      1,
      2,
      3,
      4,
      5,
      6
  ) AS "t1"
) AS "t2";

-- mention_evidence
CREATE TABLE mention_evidence ("mention_id" INT, "organisation_id" INT, "supplier_number" TEXT, "vat_number" TEXT, "postcode" TEXT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO mention_evidence
SELECT
  *
FROM (
  SELECT
    "t1"."mention_id",
    "t1"."organisation_id",
    "t1"."supplier_number",
    "t1"."vat_number",
    "t1"."postcode",
    COUNT(*) AS "payments",
    COALESCE(SUM("t1"."amount_pence"), 0) AS "amount_pence"
  FROM (
    SELECT
      *
    FROM "paid" AS "t0"
    WHERE
      "t0"."mention_id" IS NOT NULL
  ) AS "t1"
  GROUP BY
    1,
    2,
    3,
    4,
    5
) AS "t2"
ORDER BY
  "t2"."mention_id" ASC,
  "t2"."organisation_id" ASC,
  "t2"."supplier_number" ASC,
  "t2"."vat_number" ASC,
  "t2"."postcode" ASC;

-- payments
CREATE TABLE payments ("payment_id" BIGINT, "file_id" INT, "sheet" TEXT, "row" BIGINT, "organisation_id" INT, "department_id" INT, "supplier_id" INT, "spelling_id" INT, "description_id" INT, "date" DATE, "month" DATE, "amount_pence" BIGINT, "redacted" BOOLEAN, "duplicate" BOOLEAN, "card" BOOLEAN, "mention_id" INT, "line_id" INT);
INSERT INTO payments
SELECT
  "t2"."payment_id",
  "t2"."file_id",
  "t2"."sheet",
  "t2"."row",
  "t2"."organisation_id",
  "t2"."department_id",
  "t2"."supplier_id",
  "t2"."spelling_id",
  "t2"."description_id",
  "t2"."date",
  "t2"."month",
  "t2"."amount_pence",
  "t2"."redacted",
  "t2"."duplicate",
  "t2"."card",
  "t2"."mention_id",
  "t4"."line_id"
FROM "paid" AS "t2"
LEFT OUTER JOIN (
  SELECT
    "t1"."line_id",
    "t1"."organisation_id" AS "line_organisation_id",
    "t1"."mention_id" AS "line_mention_id",
    "t1"."department_id" AS "line_department_id",
    "t1"."description_id" AS "line_description_id",
    "t1"."account_id" AS "line_account_id",
    "t1"."code_id" AS "line_code_id"
  FROM "lines" AS "t1"
) AS "t4"
  ON "t2"."organisation_id" IS NOT DISTINCT FROM "t4"."line_organisation_id"
  AND "t2"."mention_id" IS NOT DISTINCT FROM "t4"."line_mention_id"
  AND "t2"."department_id" IS NOT DISTINCT FROM "t4"."line_department_id"
  AND "t2"."description_id" IS NOT DISTINCT FROM "t4"."line_description_id"
  AND "t2"."account_id" IS NOT DISTINCT FROM "t4"."line_account_id"
  AND "t2"."code_id" IS NOT DISTINCT FROM "t4"."line_code_id";

-- by_supplier_organisation
CREATE TABLE by_supplier_organisation ("organisation_id" INT, "supplier_id" INT, "payments" BIGINT, "amount_pence" BIGINT, "first_date" DATE, "last_date" DATE);
INSERT INTO by_supplier_organisation
SELECT
  *
FROM (
  SELECT
    "t0"."organisation_id",
    "t0"."supplier_id",
    COUNT(*) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
    MIN(COALESCE("t0"."date", "t0"."month")) AS "first_date",
    MAX(COALESCE("t0"."date", "t0"."month")) AS "last_date"
  FROM "payments" AS "t0"
  GROUP BY
    1,
    2
) AS "t1"
ORDER BY
  "t1"."organisation_id" ASC,
  "t1"."supplier_id" ASC;

-- by_month
CREATE TABLE by_month ("organisation_id" INT, "month" DATE, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO by_month
SELECT
  *
FROM (
  SELECT
    "t0"."organisation_id",
    "t0"."month",
    COUNT(*) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence"
  FROM "payments" AS "t0"
  GROUP BY
    1,
    2
) AS "t1"
ORDER BY
  "t1"."organisation_id" ASC,
  "t1"."month" ASC;

-- by_supplier
CREATE TABLE by_supplier ("supplier_id" INT, "supplier_key" TEXT, "supplier" TEXT, "spellings" BIGINT, "organisations" BIGINT, "payments" BIGINT, "amount_pence" BIGINT, "first_date" DATE, "last_date" DATE);
INSERT INTO by_supplier
SELECT
  "t4"."supplier_id",
  "t2"."supplier_key",
  "t2"."supplier",
  COALESCE("t2"."spellings", 0) AS "spellings",
  "t4"."organisations",
  "t4"."payments",
  "t4"."amount_pence",
  "t4"."first_date",
  "t4"."last_date"
FROM (
  SELECT
    "t0"."supplier_id",
    COUNT(*) AS "organisations",
    COALESCE(SUM("t0"."payments"), 0) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
    MIN("t0"."first_date") AS "first_date",
    MAX("t0"."last_date") AS "last_date"
  FROM "by_supplier_organisation" AS "t0"
  GROUP BY
    1
) AS "t4"
LEFT OUTER JOIN "suppliers" AS "t2"
  ON "t4"."supplier_id" = "t2"."supplier_id";

-- by_department
CREATE TABLE by_department ("organisation_id" INT, "department_id" INT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO by_department
SELECT
  *
FROM (
  SELECT
    "t0"."organisation_id",
    "t0"."department_id",
    COUNT(*) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence"
  FROM "payments" AS "t0"
  GROUP BY
    1,
    2
) AS "t1"
ORDER BY
  "t1"."organisation_id" ASC,
  "t1"."department_id" ASC;

-- by_description
CREATE TABLE by_description ("description_id" INT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO by_description
SELECT
  "t0"."description_id",
  COUNT(*) AS "payments",
  COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence"
FROM "payments" AS "t0"
GROUP BY
  1;

-- by_file
CREATE TABLE by_file ("file_id" INT, "payments" BIGINT, "amount_pence" BIGINT);
INSERT INTO by_file
SELECT
  "t0"."file_id",
  COUNT(*) AS "payments",
  COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence"
FROM "payments" AS "t0"
GROUP BY
  1;

-- by_organisation
CREATE TABLE by_organisation ("organisation_id" INT, "organisation_code" TEXT, "organisation" TEXT, "payments" BIGINT, "amount_pence" BIGINT, "suppliers" BIGINT, "first_date" DATE, "last_date" DATE, "months" BIGINT, "redacted" BIGINT, "redacted_pence" BIGINT, "duplicates" BIGINT);
INSERT INTO by_organisation
SELECT
  "t16"."organisation_id",
  "t4"."organisation_code",
  "t4"."organisation",
  "t16"."payments",
  "t16"."amount_pence",
  "t16"."suppliers",
  "t16"."first_date",
  "t16"."last_date",
  "t16"."months",
  "t16"."redacted",
  "t16"."redacted_pence",
  "t16"."duplicates"
FROM (
  SELECT
    "t14".*
    EXCLUDE ("organisation_id_right")
  FROM (
    SELECT
      "t13"."organisation_id",
      "t13"."payments",
      "t13"."amount_pence",
      "t13"."first_date",
      "t13"."last_date",
      "t13"."redacted",
      "t13"."redacted_pence",
      "t13"."duplicates",
      "t13"."suppliers",
      "t7"."organisation_id" AS "organisation_id_right",
      "t7"."months"
    FROM (
      SELECT
        "t11".*
        EXCLUDE ("organisation_id_right")
      FROM (
        SELECT
          "t10"."organisation_id",
          "t10"."payments",
          "t10"."amount_pence",
          "t10"."first_date",
          "t10"."last_date",
          "t10"."redacted",
          "t10"."redacted_pence",
          "t10"."duplicates",
          "t8"."organisation_id" AS "organisation_id_right",
          "t8"."suppliers"
        FROM (
          SELECT
            "t2"."organisation_id",
            COUNT(*) AS "payments",
            COALESCE(SUM("t2"."amount_pence"), 0) AS "amount_pence",
            MIN(COALESCE("t2"."date", "t2"."month")) AS "first_date",
            MAX(COALESCE("t2"."date", "t2"."month")) AS "last_date",
            COALESCE(SUM(CAST(COALESCE("t2"."redacted", FALSE) AS BIGINT)), 0) AS "redacted",
            COALESCE(SUM(CASE WHEN "t2"."redacted" THEN "t2"."amount_pence" ELSE 0 END), 0) AS "redacted_pence",
            COALESCE(SUM(CAST(COALESCE("t2"."duplicate", FALSE) AS BIGINT)), 0) AS "duplicates"
          FROM "payments" AS "t2"
          GROUP BY
            1
        ) AS "t10"
        LEFT OUTER JOIN (
          SELECT
            "t3"."organisation_id",
            COUNT("t3"."supplier_id") AS "suppliers"
          FROM "by_supplier_organisation" AS "t3"
          GROUP BY
            1
        ) AS "t8"
          ON COALESCE("t10"."organisation_id", -1) = COALESCE("t8"."organisation_id", -1)
      ) AS "t11"
    ) AS "t13"
    LEFT OUTER JOIN (
      SELECT
        "t1"."organisation_id",
        COUNT("t1"."month") AS "months"
      FROM "by_month" AS "t1"
      GROUP BY
        1
    ) AS "t7"
      ON COALESCE("t13"."organisation_id", -1) = COALESCE("t7"."organisation_id", -1)
  ) AS "t14"
) AS "t16"
LEFT OUTER JOIN "organisations" AS "t4"
  ON "t16"."organisation_id" = "t4"."organisation_id";

-- totals
CREATE TABLE totals ("payments" BIGINT, "amount_pence" BIGINT, "organisations" BIGINT, "redacted" BIGINT, "redacted_pence" BIGINT, "duplicates" BIGINT, "first_date" DATE, "last_date" DATE, "suppliers" BIGINT, "months" BIGINT, "files" BIGINT, "refused" BIGINT, "held" BIGINT, "quarantined" BIGINT, "quarantined_pence" BIGINT);
INSERT INTO totals
SELECT
  "t9"."payments",
  "t9"."amount_pence",
  "t9"."organisations",
  "t9"."redacted",
  "t9"."redacted_pence",
  "t9"."duplicates",
  "t9"."first_date",
  "t9"."last_date",
  "t7"."suppliers",
  "t8"."months",
  "t11"."files",
  "t11"."refused",
  "t11"."held",
  "t11"."quarantined",
  "t11"."quarantined_pence"
FROM (
  SELECT
    COALESCE(SUM("t0"."payments"), 0) AS "payments",
    COALESCE(SUM("t0"."amount_pence"), 0) AS "amount_pence",
    COUNT("t0"."organisation_code") AS "organisations",
    COALESCE(SUM("t0"."redacted"), 0) AS "redacted",
    COALESCE(SUM("t0"."redacted_pence"), 0) AS "redacted_pence",
    COALESCE(SUM("t0"."duplicates"), 0) AS "duplicates",
    MIN("t0"."first_date") AS "first_date",
    MAX("t0"."last_date") AS "last_date"
  FROM "by_organisation" AS "t0"
) AS "t9"
CROSS JOIN (
  SELECT
    COUNT("t1"."supplier_key") AS "suppliers"
  FROM "by_supplier" AS "t1"
) AS "t7"
CROSS JOIN (
  SELECT
    COUNT(DISTINCT "t2"."month") AS "months"
  FROM "by_month" AS "t2"
) AS "t8"
CROSS JOIN (
  SELECT
    COUNT(*) AS "files",
    COALESCE(SUM(CAST(COALESCE("t3"."outcome" = 'refused', FALSE) AS BIGINT)), 0) AS "refused",
    COALESCE(
      SUM(
        CAST(COALESCE((
          "t3"."outcome" <> 'refused'
        ) AND NOT (
          "t3"."standing"
        ), FALSE) AS BIGINT)
      ),
      0
    ) AS "held",
    COALESCE(SUM("t3"."quarantined"), 0) AS "quarantined",
    COALESCE(SUM("t3"."quarantined_pence"), 0) AS "quarantined_pence"
  FROM "files" AS "t3"
) AS "t11";
