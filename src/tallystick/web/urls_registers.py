"""Addresses of registers that were handed in, and of the questions that they left."""

from django.urls import path

from tallystick.web import converters  # noqa: F401  # what addresses are made of is known once it is read
from tallystick.web.views import register_columns, register_questions, register_rows, registers

urlpatterns = [
    path("registers/", registers.registers, name="registers"),
    path("registers/add/", registers.hand_in, name="register-add"),
    path("registers/work/<job:job_id>/", registers.job, name="register-job"),
    path("registers/<line:number>/", registers.register, name="register"),
    path("registers/<line:number>/look-over/", registers.look_over, name="register-look-over"),
    path("registers/<line:number>/import/", registers.take_in, name="register-import"),
    path("registers/<line:number>/columns/", register_columns.columns, name="register-columns"),
    path("registers/<line:number>/columns/<line:table>/", register_columns.columns, name="register-columns-of"),
    path("registers/<line:number>/as-handed-in/", registers.as_handed_in, name="register-file"),
    path("registers/<line:number>/rows/", register_rows.rows, name="register-rows"),
    path("registers/<line:number>/rows.csv", register_rows.rows_csv, name="register-rows-csv"),
    path("registers/rows/<line:row>/", register_rows.row, name="register-row"),
    path("registers/<line:number>/<slug:what>/", registers.listed, name="register-listed"),
    path("registers/<line:number>/<slug:what>.csv", registers.listed_csv, name="register-listed-csv"),
    path("questions/", register_questions.questions, name="questions"),
    path("questions.csv", register_questions.questions_csv, name="questions-csv"),
    path("questions/<line:number>/", register_questions.question, name="question"),
]
